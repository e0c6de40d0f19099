using NetCompiler.Generator.Tests.Functions;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>One axis of a window: Keras' rules for where windows stand.</summary>
internal sealed record Slide(int Stride = 1, int Dilation = 1, Padding Padding = Padding.Valid)
{
    /// <summary>Valid: floor((size - reach) / stride) + 1; else one window for every stride-th cell.</summary>
    public int Windows(int size, int kernel) => Padding == Padding.Valid ? ((size - Reach(kernel)) / Stride) + 1 : ((size - 1) / Stride) + 1;

    /// <summary>The cell under place <paramref name="place"/> of a window; outside of 0 to size - 1 it is padding.</summary>
    public int Cell(int window, int place, int size, int kernel)
    {
        // Same: what the last window lacks, the smaller half of it before. Causal: all of it before.
        int total = Math.Max(((Windows(size, kernel) - 1) * Stride) + Reach(kernel) - size, 0);
        int before = Padding switch { Padding.Same => total / 2, Padding.Causal => Reach(kernel) - 1, _ => 0 };
        return (window * Stride) + (place * Dilation) - before;
    }

    private int Reach(int kernel) => ((kernel - 1) * Dilation) + 1;
}

/// <summary>What layers over images compute from one sample, as loops over their definitions. Sequences are images one pixel wide.</summary>
internal static class LayerFormulas
{
    public static Grid Dense(Grid x, Grid kernel, Grid? bias) => Grid.Of(
        [.. x.Shape[..^1], kernel.Shape[1]],
        i => Bias(bias, i[^1]) + Range(x.Shape[^1]).Sum(k => x[[.. i[..^1], k]] * kernel[k, i[^1]]));

    /// <summary>Sum over the window and over the channels of the filter's group.</summary>
    public static Grid Convolution(Grid x, Grid kernel, Grid? bias, Slide rows, Slide columns, int groups = 1)
    {
        (int channels, int filters) = (kernel.Shape[2], kernel.Shape[3]);
        return OverWindows(x, kernel.Shape[0], kernel.Shape[1], filters, rows, columns, (cells, o) =>
            Bias(bias, o) + cells.Sum(at => Range(channels).Sum(c =>
                x[at.Y, at.X, (o / (filters / groups) * channels) + c] * kernel[at.P, at.Q, c, o])));
    }

    /// <summary>Output channel c * multiplier + j is channel c under its kernel j.</summary>
    public static Grid Depthwise(Grid x, Grid kernel, Grid? bias, Slide rows, Slide columns)
    {
        int multiplier = kernel.Shape[3];
        return OverWindows(x, kernel.Shape[0], kernel.Shape[1], x.Shape[2] * multiplier, rows, columns, (cells, o) =>
            Bias(bias, o) + cells.Sum(at => x[at.Y, at.X, o / multiplier] * kernel[at.P, at.Q, o / multiplier, o % multiplier]));
    }

    /// <summary>
    /// Each pixel adds its kernel, a stride further for each step; same padding cuts off what is more than size * stride, the smaller half before.
    /// </summary>
    public static Grid Transposed(Grid x, Grid kernel, Grid? bias, int strideY, int strideX, bool same)
    {
        (int height, int width, int filters) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2]);
        int Excess(int size, int stride) => Math.Max(size - stride, 0);
        int Size(int pixels, int size, int stride) => (pixels * stride) + (same ? 0 : Excess(size, stride));
        int[] shape = [Size(x.Shape[0], height, strideY), Size(x.Shape[1], width, strideX), filters];
        (int top, int left) = same ? (Excess(height, strideY) / 2, Excess(width, strideX) / 2) : (0, 0);
        double[] sums = [.. Range(Grid.Count(shape)).Select(i => Bias(bias, i % filters))];
        foreach (int[] at in Grid.Indices([.. x.Shape, height, width, filters]))
        {
            (int y, int z) = ((at[0] * strideY) + at[3] - top, (at[1] * strideX) + at[4] - left);
            if (y >= 0 && y < shape[0] && z >= 0 && z < shape[1])
            {
                sums[(((y * shape[1]) + z) * filters) + at[5]] += x[at[0], at[1], at[2]] * kernel[at[3], at[4], at[5], at[2]];
            }
        }

        return Grid.Of(shape, sums);
    }

    /// <summary>A function of each window's cells inside the image.</summary>
    public static Grid Pool(Grid x, int height, int width, Slide rows, Slide columns, Func<IEnumerable<double>, double> function) =>
        OverWindows(x, height, width, x.Shape[2], rows, columns, (cells, c) => function(cells.Select(at => x[at.Y, at.X, c])));

    /// <summary>[steps, channels] as an image one pixel wide.</summary>
    public static Grid Tall(Grid x) => Grid.Of([x.Shape[0], 1, x.Shape[1]], x.Values);

    /// <summary>A kernel [size, in, out] for such an image.</summary>
    public static Grid TallKernel(Grid kernel) => Grid.Of([kernel.Shape[0], 1, kernel.Shape[1], kernel.Shape[2]], kernel.Values);

    /// <summary>Back from an image one pixel wide.</summary>
    public static Grid Steps(Grid x) => Grid.Of([x.Shape[0], x.Shape[2]], x.Values);

    /// <summary>[rows, columns, channels] with zeros around; negative widths cut off.</summary>
    public static Grid Border(Grid x, int top, int bottom, int left, int right) => Grid.Of(
        [x.Shape[0] + top + bottom, x.Shape[1] + left + right, x.Shape[2]],
        i => Inside(i[0] - top, x.Shape[0]) && Inside(i[1] - left, x.Shape[1]) ? x[i[0] - top, i[1] - left, i[2]] : 0);

    public static Grid Enlarge(Grid x, int rows, int columns) =>
        Grid.Of([x.Shape[0] * rows, x.Shape[1] * columns, x.Shape[2]], i => x[i[0] / rows, i[1] / columns, i[2]]);

    /// <summary>A function of each channel's values.</summary>
    public static Grid Channels(Grid x, bool keep, Func<IEnumerable<double>, double> function)
    {
        int channels = x.Shape[^1];
        int[] shape = keep ? [.. x.Shape[..^1].Select(_ => 1), channels] : [channels];
        return Grid.Of(shape, i => function(Range(x.Values.Length / channels).Select(place => x.Values[(place * channels) + i[^1]])));
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    private static double Bias(Grid? bias, int channel) => bias is null ? 0 : bias[channel];

    private static bool Inside(int index, int size) => index >= 0 && index < size;

    private static Grid OverWindows(
        Grid x, int height, int width, int channels, Slide rows, Slide columns,
            Func<IReadOnlyList<(int Y, int X, int P, int Q)>, int, double> value) => Grid.Of(
        [rows.Windows(x.Shape[0], height), columns.Windows(x.Shape[1], width), channels],
        i => value(
            [.. from p in Range(height)
                from q in Range(width)
                let y = rows.Cell(i[0], p, x.Shape[0], height)
                let z = columns.Cell(i[1], q, x.Shape[1], width)
                where Inside(y, x.Shape[0]) && Inside(z, x.Shape[1])
                select (y, z, p, q)],
            i[2]));
}
