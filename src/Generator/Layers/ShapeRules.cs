using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Shape rules that several kinds share; shapes are without the batch.</summary>
internal static class ShapeRules
{
    /// <summary>Product of the sizes, which may be beyond any integer type.</summary>
    public static BigInteger Elements(IEnumerable<int> shape) => shape.Aggregate(BigInteger.One, (product, size) => product * size);

    /// <summary>The shape with another size of its last axis.</summary>
    public static EquatableArray<int> WithChannels(EquatableArray<int> shape, int channels) => new(shape.Take(shape.Count - 1).Append(channels));

    /// <summary>Why an input is no image of so many axes, and channels; else null.</summary>
    public static ShapeResult? NoImage(LayerCard card, LayerInput input, int rank) => input.Shape.Count == rank + 1 ? null
        : ShapeResult.Refuse(
            Descriptors.WrongRank, [], card.Attribute, rank == 1 ? "[steps, channels]" : "[height, width, channels]", input.Name, input.Text);

    /// <summary>An image with another size of each axis but the channels.</summary>
    public static ShapeResult Resize(LayerCard card, LayerInput input, int rank, Func<long, int, long> resize)
    {
        if (NoImage(card, input, rank) is { } fault)
        {
            return fault;
        }

        var sizes = input.Shape.Take(rank).Select((size, d) => resize(size, d)).ToList();
        return sizes.Any(size => size < 1) ? ShapeResult.Refuse(Descriptors.NothingLeft, [], input.Text, input.Name)
            : Of(sizes.Select(size => (BigInteger)size).Append(input.Channels));
    }

    /// <summary>A shape whose sizes may be beyond an int, which is refused.</summary>
    public static ShapeResult Of(IEnumerable<BigInteger> sizes) =>
        sizes.Any(size => size > int.MaxValue) ? TooLarge() : ShapeResult.Of(sizes.Select(size => (int)size));

    /// <summary>More cells along an axis than an index reaches.</summary>
    public static ShapeResult TooLarge() =>
        ShapeResult.Refuse(Descriptors.TooLarge, [], "an axis of its output", "over " + Invariant.Text(4L * int.MaxValue), "");

    /// <summary>
    /// The requested shape, whose one -1, if any, takes the size that keeps the number of elements, which may be beyond an int; null where none does.
    /// </summary>
    public static IReadOnlyList<BigInteger>? Reshape(EquatableArray<int> input, IReadOnlyList<int> requested)
    {
        BigInteger elements = Elements(input);
        BigInteger known = Elements(requested.Where(size => size != -1));
        if (!requested.Contains(-1))
        {
            return known == elements ? [.. requested.Select(size => (BigInteger)size)] : null;
        }

        return elements % known != 0 ? null : [.. requested.Select(size => size == -1 ? elements / known : size)];
    }

    /// <summary>The shape that both are broadcast to, from the last axis on: sizes are equal, or one is 1. Null where they do not fit.</summary>
    public static EquatableArray<int>? Broadcast(EquatableArray<int> a, EquatableArray<int> b)
    {
        int rank = Math.Max(a.Count, b.Count);
        int[] shape = new int[rank];
        for (int d = 0; d < rank; d++)
        {
            (int left, int right) = (Size(a, rank, d), Size(b, rank, d));
            if (left != right && left != 1 && right != 1)
            {
                return null;
            }

            shape[d] = Math.Max(left, right);
        }

        return new(shape);
    }

    private static int Size(EquatableArray<int> shape, int rank, int d) => d < rank - shape.Count ? 1 : shape[d - (rank - shape.Count)];
}
