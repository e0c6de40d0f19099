using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>Shape rules of functions that several share.</summary>
internal static class FunctionShapes
{
    /// <summary>The axis counted from the first; null where there is none.</summary>
    public static int? Axis(int axis, int rank) => axis >= -rank && axis < rank ? (axis + rank) % rank : null;

    public static EquatableArray<int> Without(EquatableArray<int> shape, int axis) => new(shape.Where((_, d) => d != axis));
}
