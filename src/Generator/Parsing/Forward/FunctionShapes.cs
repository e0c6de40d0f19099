using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>Shape rules of functions that several share.</summary>
internal static class FunctionShapes
{
    /// <summary>The shape that both are broadcast to, from the last axis on: sizes are equal, or one is 1. Null where they do not fit.</summary>
    public static EquatableArray<int>? Broadcast(EquatableArray<int> a, EquatableArray<int> b)
    {
        var rank = System.Math.Max(a.Count, b.Count);
        var shape = new int[rank];
        for (var d = 0; d < rank; d++)
        {
            var (left, right) = (Size(a, rank, d), Size(b, rank, d));
            if (left != right && left != 1 && right != 1)
            {
                return null;
            }

            shape[d] = System.Math.Max(left, right);
        }

        return new(shape);
    }

    /// <summary>The axis counted from the first; null where there is none.</summary>
    public static int? Axis(int axis, int rank) => axis >= -rank && axis < rank ? (axis + rank) % rank : null;

    public static EquatableArray<int> Without(EquatableArray<int> shape, int axis) => new(shape.Where((_, d) => d != axis));

    private static int Size(EquatableArray<int> shape, int rank, int d) => d < rank - shape.Count ? 1 : shape[d - (rank - shape.Count)];
}
