using System.Collections.Generic;
using NetCompiler.Generator.Layers;

namespace NetCompiler.Generator.Model;

/// <summary>Follows what is known of the values through the layers.</summary>
internal static class OutputRanges
{
    /// <summary>What is known of a node's output.</summary>
    public static OutputValues Of(IReadOnlyList<NodeSpec> nodes, int position)
    {
        var values = new List<OutputValues>(nodes.Count);
        foreach (NodeSpec node in nodes)
        {
            values.Add(node.Inputs.Count == 0
                ? OutputValues.Of(OutputRange.AsInput)
                : node.Op.Values(values[node.Inputs[0]].Range, node.Shapes(nodes)));
        }

        return values[position];
    }
}
