using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Graph;

/// <summary>Which nests depend on parameters only, so that they need not be computed for each batch.</summary>
internal static class ParameterOnly
{
    public static bool[] Nests(TensorGraph graph)
    {
        var found = new bool[graph.Nodes.Count];
        var outputs = new HashSet<int>(graph.Outputs.Select(output => output.Node));
        for (var id = 0; id < found.Length; id++)
        {
            if (graph.Nodes[id] is NestNode nest && !VerifyGraph.IsBatched(nest) && !outputs.Contains(id))
            {
                var loads = Expressions.Loads(nest).ToList();
                found[id] = loads.Count > 0 && loads.All(load => found[load.Node] || graph.Nodes[load.Node] is ParameterNode);
            }
        }

        return found;
    }
}
