using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Passes;

internal static class TrimDeadPixels
{
    public static TensorGraph Run(TensorGraph graph) => graph;
}
