using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Passes;

internal static class SinkActivation
{
    public static TensorGraph Run(TensorGraph graph) => graph;
}
