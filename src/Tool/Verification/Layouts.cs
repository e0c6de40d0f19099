using NetCompiler.Onnx;

namespace NetCompiler.Tool.Verification;

/// <summary>Where the numbers of one sample of a class stand in a model's tensor of one sample.</summary>
internal static class Layouts
{
    /// <summary>The shape of the model's tensor: the axis that the class has not is the batch.</summary>
    public static long[] ShapeOf(OnnxPort port, OnnxValueInfo value)
    {
        int rank = value.Shape?.Count ?? (port.Axes.Count == 0 ? 1 : port.Axes.Max() + 1);
        long[] shape = [.. Enumerable.Repeat(1L, rank)];
        for (int i = 0; i < port.Axes.Count; i++)
        {
            shape[port.Axes[i]] = port.Shape[i];
        }

        return shape;
    }

    /// <summary>For each number of the class's sample, row-major, its place in the model's tensor.</summary>
    public static int[] Places(OnnxPort port, long[] shape)
    {
        int count = port.Shape.Aggregate(1, (product, size) => product * size);
        int[] places = new int[count];
        for (int number = 0; number < count; number++)
        {
            long rest = number, place = 0;
            for (int i = port.Axes.Count - 1; i >= 0; i--)
            {
                place += rest % port.Shape[i] * shape[(port.Axes[i] + 1)..].Aggregate(1L, (product, size) => product * size);
                rest /= port.Shape[i];
            }

            places[number] = (int)place;
        }

        return places;
    }
}
