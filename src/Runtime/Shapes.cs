using System.Globalization;

namespace NetCompiler;

/// <summary>Sizes and text of shapes.</summary>
internal static class Shapes
{
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

    /// <summary>(28, 28, 1); (10,) for a single axis is written (10).</summary>
    public static string Print(int[] shape) =>
        "(" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + ")";

    /// <summary>With the batch as Keras writes it: (None, 28, 28, 1).</summary>
    public static string PrintBatch(int[] shape) =>
        "(" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)).Prepend("None")) + ")";
}
