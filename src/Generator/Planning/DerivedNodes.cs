using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Planning;

/// <summary>Which nests depend on parameters only: they are computed once after each change of these, and lie as weights do.</summary>
internal static class DerivedNodes
{
    public static bool[] Of(TensorGraph graph)
    {
        var derived = new bool[graph.Nodes.Count];
        for (var id = 0; id < derived.Length; id++)
        {
            derived[id] = graph.Nodes[id] is NestNode nest && IsDerived(graph, nest, derived);
        }

        foreach (var output in graph.Outputs)
        {
            derived[output.Node] = false;
        }

        return derived;
    }

    private static bool IsDerived(TensorGraph graph, NestNode nest, bool[] derived)
    {
        var loads = Expressions.Loads(nest).Select(l => l.Node).ToList();
        return loads.Count > 0 && nest.Box.All(axis => axis.Extent != TensorGraph.Batch) && !VerifyGraph.IsBatched(nest)
            && loads.All(node => graph.Nodes[node] is ParameterNode || derived[node]);
    }
}
