using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Which nests depend on parameters and constants only, so that they need not be computed for each batch; constants are among them.
/// </summary>
internal static class ParameterOnly
{
    public static bool[] Nests(TensorGraph graph)
    {
        bool[] found = new bool[graph.Nodes.Count];
        var outputs = new HashSet<int>(graph.Outputs.Select(output => output.Node));
        for (int id = 0; id < found.Length; id++)
        {
            found[id] = graph.Nodes[id] is ConstantNode;
            if (graph.Nodes[id] is NestNode { Loop: Node.NoLoop } nest && !nest.IsBatched && !outputs.Contains(id))
            {
                var loads = Expressions.Loads(nest).ToList();
                found[id] = loads.Count > 0 && loads.All(load => found[load.Node] || graph.Nodes[load.Node] is ParameterNode);
            }
        }

        return found;
    }
}
