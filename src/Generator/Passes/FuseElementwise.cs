using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Passes;

internal static class FuseElementwise
{
    public static TensorGraph Run(TensorGraph graph) => graph;
}
