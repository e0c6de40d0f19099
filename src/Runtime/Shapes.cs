using System.Globalization;

namespace NetCompiler;

/// <summary>Sizes and text of shapes.</summary>
internal static class Shapes
{
    /// <summary>As in NumPy; a file whose arrays have more is taken for a damaged one.</summary>
    public const int MostAxes = 64;

    /// <summary>The number of elements.</summary>
    public static int Floats(int[] shape)
    {
        int floats = 1;
        foreach (int size in shape)
        {
            floats = checked(floats * size);
        }

        return floats;
    }

    /// <summary>The number of elements of a sample's shape that a caller gives.</summary>
    /// <exception cref="ArgumentException">A size is below 1, or an array cannot hold them.</exception>
    public static int OfSample(IReadOnlyList<int> shape, string name)
    {
        long floats = 1;
        foreach (int size in shape)
        {
            if (size < 1)
            {
                throw new ArgumentException($"Expected sizes of at least 1, but got the shape {Print(shape)}.", name);
            }

            floats *= size;
            if (floats > Array.MaxLength)
            {
                throw new ArgumentException($"The shape {Print(shape)} is too large for an array.", name);
            }
        }

        return (int)floats;
    }

    /// <summary>
    /// A file's sizes as an array has them; null where the elements, those of leading axes alone included, are more than an array's.
    /// </summary>
    public static int[]? OfArray(ulong[] sizes)
    {
        ulong count = 1;
        foreach (ulong size in sizes)
        {
            if (size > int.MaxValue || count * size > (ulong)Array.MaxLength)
            {
                return null;
            }

            count *= size;
        }

        return Array.ConvertAll(sizes, size => (int)size);
    }

    /// <summary>(28, 28, 1); (10,) for a single axis is written (10).</summary>
    public static string Print(IReadOnlyList<int> shape) =>
        $"({Listing.FirstOf(shape, most: MostAxes)})";

    /// <summary>With the batch as Keras writes it: (None, 28, 28, 1).</summary>
    public static string PrintBatch(int[] shape) =>
        "(" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)).Prepend("None")) + ")";
}
