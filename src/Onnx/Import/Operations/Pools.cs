namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Largest and mean values of windows and of whole images.</summary>
internal static class Pools
{
    public static IEnumerable<Operation> All =>
    [
        new("MaxPool", 1, Max),
        new("AveragePool", 1, Average),
        new("GlobalMaxPool", 1, call => [Whole(call, "Max")]),
        new("GlobalAveragePool", 1, call => [Whole(call, "Mean")]),
    ];

    private static Flow Whole(NodeCall call, string function)
    {
        Flow x = call.Flow(0);
        return Reductions.Along(x, [.. Enumerable.Range(2, Images.SizesOf(x).Length).Select(axis => (long)axis)], true,
            (term, axes, keep) => Terms.Reduce(function, term, axes, keep));
    }

    private static IValue[] Max(NodeCall call)
    {
        call.RefuseOutput(1, "the places of the largest values");
        Flow x = call.Flow(0);
        (WindowGeometry window, int[] sizes) = Window(call, x);
        if (window.HasDilations || window.Rank > 2)
        {
            return [ByAxis(x, window, sizes, float.NegativeInfinity, Terms.Maximum, term => term)];
        }

        // What is added must not be larger than what is there; zeros are not where nothing is below 0.
        bool isPositive = x.Term.IsPositive;
        return [Apply(call, x, window, sizes, "MaxPool", Padding(window, sizes), isPositive ? 0 : float.NegativeInfinity, term => term)];
    }

    private static IValue[] Average(NodeCall call)
    {
        Flow x = call.Flow(0);
        (WindowGeometry window, int[] sizes) = Window(call, x);
        bool counts = call.Int("count_include_pad", 0) != 0;
        if (window.HasDilations || window.Rank > 2)
        {
            double places = window.Kernel.Aggregate(1.0, (product, size) => product * size);
            return [ByAxis(x, window, sizes, 0, Terms.Add,
                sum => Corrected(call, Terms.Divide(sum, Terms.Number(places)), window, sizes, counts))];
        }

        string padding = counts ? "" : Padding(window, sizes);
        return [Apply(call, x, window, sizes, "AveragePool", padding, 0,
            term => padding.Length > 0 ? term : Corrected(call, term, window, sizes, counts))];
    }

    /// <summary>The mean of a window with zeros beside the image, over the number of places that count.</summary>
    private static Term Corrected(NodeCall call, Term mean, WindowGeometry window, int[] sizes, bool counts)
    {
        int[] output = window.Output(sizes);
        float[][] factors = [.. output.Select((count, axis) => Enumerable.Range(0, count).Select(i =>
        {
            int from = (i * window.Strides[axis]) - window.Before[axis];
            int first = counts ? -window.Before[axis] : 0, last = sizes[axis] + (counts ? window.After[axis] : 0);
            return (float)window.Kernel[axis] / Enumerable.Range(0, window.Kernel[axis]).Select(k => from + (k * window.Dilations[axis]))
                .Count(place => place >= first && place < last);
        }).ToArray())];
        if (factors.All(axis => axis.All(factor => factor == 1)))
        {
            return mean;
        }

        float[] all = factors.Aggregate(new[] { 1f }, (product, axis) => [.. product.SelectMany(a => axis.Select(b => a * b))]);
        var table = Constant.Of(OnnxElementType.Float, [.. output.Select(size => (long)size), 1], all);
        return Terms.Multiply(mean, call.Draft.Table(table, [.. output, 1]));
    }

    private static (WindowGeometry Window, int[] Sizes) Window(NodeCall call, Flow x)
    {
        int[] sizes = Images.SizesOf(x);
        int[] kernel = WindowGeometry.Numbers(call, "kernel_shape", sizes.Length, 1);
        return (WindowGeometry.Of(call, kernel, sizes), sizes);
    }

    private static string Padding(WindowGeometry window, int[] sizes) => window.HasPadding && window.IsSame(sizes) ? ", Padding = Padding.Same" : "";

    /// <summary>Windows that no layer has: along one axis after the other, the places of a window together.</summary>
    private static Flow ByAxis(Flow x, WindowGeometry window, int[] sizes, double beside, Func<Term, Term, Term> both, Func<Term, Term> finish)
    {
        int[] output = window.Output(sizes), after = [.. window.After.Zip(window.Extra, (a, b) => a + b)];
        return Images.Apply(x, [.. x.Shape[..2], .. output.Select(size => (long)size)], image =>
        {
            Term term = Images.Pad(image, window.Before, after, beside);
            for (int axis = 0; axis < window.Rank; axis++)
            {
                term = Enumerable.Range(0, window.Kernel[axis]).Select(k => Indexing.Pick(term, axis,
                    [.. Enumerable.Range(0, output[axis]).Select(i =>
                        (long)(i * window.Strides[axis]) + (k * window.Dilations[axis]))])).Aggregate(both);
            }

            return finish(term);
        });
    }

    /// <summary>A layer of windows, behind whatever it needs beside the image.</summary>
    private static Flow Apply(
        NodeCall call, Flow x, WindowGeometry window, int[] sizes, string kind, string padding, double beside, Func<Term, Term> correct)
    {
        int channels = Ordering.Size(x.Shape[1]);
        int[] output = window.Output(sizes), after = [.. window.After.Zip(window.Extra, (a, b) => a + b)];
        bool isFilled = padding.Length == 0 && beside != 0;
        int[] input = [.. isFilled ? sizes.Select((size, i) => size + window.Before[i] + after[i]) : sizes, channels];
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(null, call.Node), kind, input, [.. output, channels]);
        Convolutions.AddZeros(layer, padding.Length > 0 || isFilled ? null : window, after);
        string strides = window.Strides.SequenceEqual(window.Kernel) ? "" : window.StridesText;
        layer.Attributes.Add($"{kind}{window.Rank}D({WindowGeometry.Square(window.Kernel)}{strides}{padding})");
        return Images.Apply(x, [.. x.Shape[..2], .. output.Select(size => (long)size)], image =>
            correct(ClassDraft.Call(layer, isFilled ? Images.Pad(image, window.Before, after, beside) : image)));
    }
}
