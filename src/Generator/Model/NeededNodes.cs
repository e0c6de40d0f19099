using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;

namespace NetCompiler.Generator.Model;

/// <summary>The nodes that a prediction is made of: those of losses alone are left out.</summary>
internal static class NeededNodes
{
    /// <summary>The positions of the outputs, of all that they are made of, and of all inputs.</summary>
    public static HashSet<int> Of(ModelSpec spec)
    {
        HashSet<int> needed = [];
        var open = new Stack<int>(spec.Outputs.Concat(Enumerable.Range(0, spec.Nodes.Count).Where(i => spec.Nodes[i].Op is InputOp)));
        while (open.Count > 0)
        {
            int position = open.Pop();
            if (needed.Add(position))
            {
                foreach (int read in Reads(spec, spec.Nodes[position]))
                {
                    open.Push(read);
                }
            }
        }

        return needed;
    }

    private static IEnumerable<int> Reads(ModelSpec spec, NodeSpec node) =>
        node.Scan == NodeSpec.NoScan ? node.Inputs : [.. node.Inputs, .. OfScan(spec.Scans[node.Scan])];

    private static IEnumerable<int> OfScan(ScanSpec scan) =>
    [
        .. scan.Lengths == ScanSpec.NoLengths ? [] : new[] { scan.Lengths }, .. scan.Sequences,
        .. scan.Carries.SelectMany(carry => new[] { carry.Before, carry.Next }),
    ];
}
