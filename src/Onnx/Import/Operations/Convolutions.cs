namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Convolutions, whose images have their channels last here.</summary>
internal static class Convolutions
{
    public static IEnumerable<Operation> All =>
    [
        new("Conv", 1, Convolution),
        new("ConvInteger", 10, Convolution),
        new("ConvTranspose", 1, Transposed),
    ];

    private static IValue[] Convolution(NodeCall call)
    {
        Flow x = call.Flow(0);
        bool isWhole = call.Operation == "ConvInteger";
        Constant kernel = call.Known(1, "the kernel");
        int[] sizes = Images.SizesOf(x);
        Constant? bias = isWhole || call.Optional(2) is null ? null : call.Known(2, "the bias");
        if (kernel.Shape.Length != x.Shape.Length || sizes.Length > 2)
        {
            throw new RefusedException($"a convolution over {sizes.Length} axes; 1 and 2 are imported");
        }

        int filters = Ordering.Size(kernel.Shape[0]), groups = (int)call.Int("group", 1), channels = Ordering.Size(x.Shape[1]);
        var window = WindowGeometry.Of(call, [.. kernel.Shape[2..].Select(Ordering.Size)], sizes);
        CheckConvolution(kernel, channels, groups);
        if (isWhole)
        {
            (x, kernel) = (Centred(call, x, 2), Zeroed(call, kernel));
        }


        // A layer has strides or dilations. With both, it has no strides, and of what it gives the places are picked.
        bool picks = window.HasStrides && window.HasDilations;
        int[] output = [.. window.Output(sizes), filters];
        int[] whole = picks ? [.. (window with { Strides = [.. window.Strides.Select(_ => 1)] }).Output(sizes), filters] : output;
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(call[1] as Constant, call.Node), "Conv", [.. sizes, channels], whole);
        string padding = window.HasPadding && !picks && window.IsSame(sizes) ? ", Padding = Padding.Same" : "";
        AddZeros(layer, padding.Length > 0 ? null : window, window.After);
        bool isDepthwise = groups == channels && groups > 1 && window.Rank == 2 && (!window.HasStrides || window.Strides[0] == window.Strides[1]);
        string strides = window.HasStrides && !picks ? window.StridesText : "";
        string size = WindowGeometry.Square(window.Kernel);
        string kind = isDepthwise ? $"DepthwiseConv2D({size}{(filters > channels ? $", DepthMultiplier = {filters / channels}" : "")}"
            : $"Conv{window.Rank}D({filters}, {size}{(groups > 1 ? $", Groups = {groups}" : "")}";
        layer.Attributes.Add($"{kind}{strides}{window.DilationsText}{padding}{(bias is null ? ", UseBias = false" : "")})");
        int[] shape = isDepthwise ? [.. window.Kernel, channels, filters / channels] : [.. window.Kernel, channels / groups, filters];
        layer.Weights.Add(("kernel", shape, Kernel(kernel, isDepthwise)));
        if (bias is not null)
        {
            layer.Weights.Add(("bias", [filters], bias.Floats()));
        }

        return [Images.Apply(x, [x.Shape[0], filters, .. output[..^1].Select(size => (long)size)], image => picks
            ? Picked(ClassDraft.Call(layer, image), window) : ClassDraft.Call(layer, image))
            with { Type = isWhole ? OnnxElementType.Int32 : x.Type }];
    }

    /// <summary>Every so many places of each axis.</summary>
    private static Term Picked(Term image, WindowGeometry window)
    {
        for (int axis = 0; axis < window.Rank; axis++)
        {
            image = Indexing.Pick(image, axis, [.. SliceRange.Places(0, image.Shape[axis], window.Strides[axis])]);
        }

        return image;
    }

    private static void CheckConvolution(Constant kernel, int channels, int groups)
    {
        if (groups < 1 || channels % groups != 0 || kernel.Shape[0] % groups != 0 || kernel.Shape[1] * groups != channels)
        {
            throw new RefusedException($"a kernel of {Batch.Print(kernel.Shape)} in {groups} groups over {channels} channels");
        }
    }

    /// <summary>From [filters, in, ...] to [..., in, filters], or to [..., channels, multiplier].</summary>
    private static float[] Kernel(Constant kernel, bool isDepthwise)
    {
        int rank = kernel.Shape.Length;
        int[] order = isDepthwise ? [.. Enumerable.Range(2, rank - 2), 0, 1] : [.. Enumerable.Range(2, rank - 2), 1, 0];
        return kernel.Transpose(order).Floats();
    }

    /// <summary>A layer of zeros around the image, before the layer whose windows reach there.</summary>
    public static void AddZeros(LayerDraft layer, WindowGeometry? window, int[] after)
    {
        if (window is null || window.Before.Concat(after).All(width => width == 0))
        {
            return;
        }

        int[] before = window.Before;
        string widths = before.Concat(after).All(width => width == before[0]) ? Terms.Text(before[0])
            : window.Rank == 1 ? $"{before[0]}, {after[0]}"
            : before.SequenceEqual(after) ? Terms.Join(before) : $"{before[0]}, {after[0]}, {before[1]}, {after[1]}";
        layer.Attributes.Add($"ZeroPadding{window.Rank}D({widths})");
    }

    private static Flow Centred(NodeCall call, Flow x, int zero) => call.Optional(zero) is not { } point ? x
        : Broadcasting.Apply(call.Draft, OnnxElementType.Int32, terms => Terms.Subtract(terms[0], terms[1]), x, point);

    private static Constant Zeroed(NodeCall call, Constant kernel)
    {
        if (call.Optional(3) is null)
        {
            return kernel;
        }

        Constant point = call.Known(3, "the kernel's zero point");
        return point.IsSplat ? Constant.Of(OnnxElementType.Int32, kernel.Shape, Array.ConvertAll(kernel.Wholes(), value => value - point.Whole(0)))
            : throw new RefusedException("a zero point of its own for each filter");
    }

    /// <summary>What is padding of the output in ONNX is cut off, and what is added to it is zeros of windows that end there.</summary>
    private static IValue[] Transposed(NodeCall call)
    {
        Flow x = call.Flow(0);
        Constant kernel = call.Known(1, "the kernel");
        int[] sizes = Images.SizesOf(x);
        if (sizes.Length != 2 || kernel.Shape.Length != 4 || call.Int("group", 1) != 1)
        {
            throw new RefusedException(sizes.Length != 2 ? $"a transposed convolution over {sizes.Length} axes; 2 are imported" : "groups");
        }

        int[] window = [.. kernel.Shape[2..].Select(Ordering.Size)], strides = WindowGeometry.Numbers(call, "strides", 2, 1);
        if (WindowGeometry.Numbers(call, "dilations", 2, 1).Any(dilation => dilation != 1))
        {
            throw new RefusedException("dilations of a transposed convolution");
        }

        int channels = Ordering.Size(x.Shape[1]), filters = Ordering.Size(kernel.Shape[1]);
        int[] whole = [.. sizes.Select((size, i) => (size * strides[i]) + Math.Max(window[i] - strides[i], 0))];
        (int[] before, int[] output) = Cut(call, sizes, window, strides);
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(kernel, call.Node), "ConvTranspose", [.. sizes, channels], [.. whole, filters]);
        Constant? given = call.Optional(2) is null ? null : call.Known(2, "the bias");

        // Where the output goes on behind the last window, only the bias is there.
        int[] more = [.. whole.Select((size, axis) => Math.Max(0, before[axis] + output[axis] - size))];
        bool goesOn = more.Any(width => width > 0);
        Constant? bias = goesOn ? null : given;
        string steps = strides.All(stride => stride == 1) ? "" : $", Strides = [{WindowGeometry.Square(strides)}]";
        layer.Attributes.Add($"Conv2DTranspose({filters}, {WindowGeometry.Square(window)}{steps}{(bias is null ? ", UseBias = false" : "")})");
        layer.Weights.Add(("kernel", [.. window, filters, channels], kernel.Transpose([2, 3, 1, 0]).Floats()));
        if (bias is not null)
        {
            layer.Weights.Add(("bias", [filters], bias.Floats()));
        }

        return [Images.Apply(x, [x.Shape[0], filters, .. output.Select(size => (long)size)], image =>
        {
            Term full = Images.Pad(ClassDraft.Call(layer, image), [0, 0], more, 0);
            full = Terms.Part(Terms.Part(full, 0, before[0], before[0] + output[0]), 1, before[1], before[1] + output[1]);
            return goesOn && given is not null ? Terms.Add(full, call.Draft.Table(given, [filters])) : full;
        })];
    }

    /// <summary>Places before the output's first one, and the output's sizes.</summary>
    private static (int[] Before, int[] Output) Cut(NodeCall call, int[] sizes, int[] window, int[] strides)
    {
        int[] more = WindowGeometry.Numbers(call, "output_padding", 2, 0), pads = WindowGeometry.Numbers(call, "pads", 4, 0);
        string auto = call.Text("auto_pad", "NOTSET");
        int[] full = [.. sizes.Select((size, i) => ((size - 1) * strides[i]) + window[i] + more[i])];
        if (!call.Has("output_shape") && auto is "NOTSET" or "VALID")
        {
            return (pads[..2], [.. full.Select((size, i) => size - pads[i] - pads[i + 2])]);
        }

        int[] output = call.Has("output_shape") ? [.. call.Ints("output_shape")[^2..].Select(Ordering.Size)]
            : [.. sizes.Select((size, i) => size * strides[i])];
        int[] before = [.. full.Select((size, i) => Math.Max(0, size - output[i]))
            .Select(total => auto == "SAME_UPPER" ? total / 2 : total - (total / 2))];
        return (before, output);
    }
}
