using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Tests.Lowering;

/// <summary>Walks a nest's box up to the padded ends: tells exactly whether an access leaves its buffer where its guards hold.</summary>
internal static class NestBounds
{
    /// <summary>The points of the box for so many samples.</summary>
    public static long Points(FlatNest nest, int count) => Sizes(nest, count).Aggregate(1L, (product, size) => product * size);

    public static bool Leaves(FlatNest nest, int count)
    {
        FlatAccess[] accesses = nest.Accesses.Append(nest.Target).ToArray();
        long[] sizes = Sizes(nest, count).ToArray();
        int[] point = new int[sizes.Length];
        for (long number = 0L; number < Points(nest, count); number++)
        {
            if (accesses.Any(access => access.Guards.All(Holds) && IsOutside(access)))
            {
                return true;
            }

            for (int axis = sizes.Length - 1; axis >= 0 && ++point[axis] == sizes[axis]; axis--)
            {
                point[axis] = 0;
            }
        }

        return false;

        bool Holds(Guard guard) => Value(guard.Value, point) is var value && value >= 0 && value < guard.Extent;

        bool IsOutside(FlatAccess access)
        {
            (FlatBuffer buffer, long offset) = (nest.Buffers[access.Buffer], Value(access.Offset, point));
            return offset < 0 || offset >= buffer.Fixed + (buffer.PerSample * count);
        }
    }

    private static IEnumerable<long> Sizes(FlatNest nest, int count) =>
        nest.Box.Select(axis => axis.Extent == TensorGraph.Batch ? count : axis.Padded);

    private static long Value(Affine form, int[] point)
    {
        long value = form.Constant;
        foreach (Term term in form.Terms)
        {
            value += term.Coefficient * point[term.Index];
        }

        return value;
    }
}
