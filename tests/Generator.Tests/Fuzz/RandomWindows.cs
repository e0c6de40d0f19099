namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>
/// Layers over sequences and images, as attributes: windows that are larger than their image, strides beyond them, dilation, groups.
/// </summary>
internal static class RandomWindows
{
    /// <summary>A layer for [steps, channels].</summary>
    public static (string Attribute, int[] Output) Sequence(Draw draw, int[] input)
    {
        (int steps, int channels) = (input[0], input[1]);
        Window pool = Window.Of(draw, [steps], "Valid", "Same"), kernel = Window.OfKernel(draw, [steps], "Valid", "Same", "Causal");
        (int before, int after) = (draw.Below(4), draw.Below(4));
        return draw.Below(10) switch
        {
            0 => ($"MaxPool1D({pool.Size}, {pool.Options})", [pool.Places[0], channels]),
            1 => ($"AveragePool1D({pool.Size}, {pool.Options})", [pool.Places[0], channels]),
            2 => Global(draw, 1, channels),
            3 => draw.Of((int[])[1, 2, 3]) is var times ? ($"UpSampling1D({times})", (int[])[times * steps, channels]) : default,
            4 => ($"ZeroPadding1D({before}, {after})", [steps + before + after, channels]),
            5 when before + after < steps => ($"Cropping1D({before}, {after})", [steps - before - after, channels]),
            6 => ("PositionEmbedding(" + (steps + draw.Below(2)) + ")", input),
            7 when steps * channels < 200 => Attention(draw, input),
            8 => ($"SpatialDropout1D({RandomLayers.Rate(draw)})", input),
            _ => Convolution(draw, "Conv1D", kernel, channels),
        };
    }

    /// <summary>A layer for [height, width, channels].</summary>
    public static (string Attribute, int[] Output) Image(Draw draw, int[] input)
    {
        (int height, int width, int channels) = (input[0], input[1], input[2]);
        Window pool = Window.Of(draw, [height, width], "Valid", "Same"), kernel = Window.OfKernel(draw, [height, width], "Valid", "Same");
        int[] sides = [.. Enumerable.Range(0, 4).Select(_ => draw.Below(3))];
        string margins = string.Join(", ", sides);
        return draw.Below(12) switch
        {
            0 => ($"MaxPool2D({pool.Size}, {pool.Options})", [.. pool.Places, channels]),
            1 => ($"AveragePool2D({pool.Size}, {pool.Options})", [.. pool.Places, channels]),
            2 => Global(draw, 2, channels),
            3 => (1 + draw.Below(3), 1 + draw.Below(2)) is var (rows, columns)
                ? ($"UpSampling2D({rows}, {columns})", (int[])[rows * height, columns * width, channels]) : default,
            4 => ($"ZeroPadding2D({margins})", [height + sides[0] + sides[1], width + sides[2] + sides[3], channels]),
            5 when sides[0] + sides[1] < height && sides[2] + sides[3] < width =>
                ($"Cropping2D({margins})", [height - sides[0] - sides[1], width - sides[2] - sides[3], channels]),
            6 => Depthwise(draw, kernel, channels),
            7 => Separable(draw, kernel),
            8 => Transposed(draw, input),
            9 => ($"SpatialDropout2D({RandomLayers.Rate(draw)})", input),
            _ => Convolution(draw, "Conv2D", kernel, channels),
        };
    }

    private static (string Attribute, int[] Output) Global(Draw draw, int rank, int channels)
    {
        bool keeps = draw.Once(2);
        return ($"{draw.Of("GlobalAveragePool", "GlobalMaxPool")}{rank}D{(keeps ? "(KeepDims = true)" : "")}",
            keeps ? [.. Enumerable.Repeat(1, rank), channels] : [channels]);
    }

    /// <summary>Groups of channels, each with filters of its own; as many as channels, too.</summary>
    private static (string Attribute, int[] Output) Convolution(Draw draw, string kind, Window window, int channels)
    {
        int groups = draw.Once(2) ? draw.Of(RandomLayers.Divisors(channels)) : 1;
        int filters = groups == 1 ? draw.Size(24) : groups * (1 + draw.Below(3));
        string grouped = groups == 1 ? "" : $", Groups = {groups}";
        return ($"{kind}({filters}, {window.Size}, {window.Options}{grouped}{Rest(draw)})", [.. window.Places, filters]);
    }

    private static (string Attribute, int[] Output) Depthwise(Draw draw, Window window, int channels)
    {
        int times = 1 + draw.Below(3);
        return ($"DepthwiseConv2D({window.Size}, DepthMultiplier = {times}, {window.Options}{Rest(draw)})", [.. window.Places, times * channels]);
    }

    private static (string Attribute, int[] Output) Separable(Draw draw, Window window)
    {
        int filters = draw.Size(20);
        return ($"SeparableConv2D({filters}, {window.Size}, DepthMultiplier = {1 + draw.Below(3)}, {window.Options}{Rest(draw)})",
            [.. window.Places, filters]);
    }

    /// <summary>Strides smaller and larger than the kernel.</summary>
    private static (string Attribute, int[] Output) Transposed(Draw draw, int[] input)
    {
        int[] kernel = [1 + draw.Below(4), 1 + draw.Below(4)], strides = draw.Once(3) ? [1, 1] : [1 + draw.Below(3), 1 + draw.Below(4)];
        bool same = draw.Once(2);
        int filters = draw.Size(12);
        int Along(int d) => (input[d] * strides[d]) + (same ? 0 : Math.Max(kernel[d] - strides[d], 0));
        return ($"Conv2DTranspose({filters}, {kernel[0]}, {kernel[1]}, Strides = new[] {{ {strides[0]}, {strides[1]} }}"
            + $"{(same ? ", Padding = Padding.Same" : "")}{Rest(draw)})", [Along(0), Along(1), filters]);
    }

    private static (string Attribute, int[] Output) Attention(Draw draw, int[] input)
    {
        int heads = 1 + draw.Below(4), output = draw.Once(2) ? 1 + draw.Below(9) : 0;
        string options = (draw.Once(2) ? ", Causal = true" : "") + (draw.Once(2) ? $", ValueDim = {1 + draw.Below(9)}" : "")
            + (draw.Once(3) ? $", KeyValueHeads = {draw.Of(RandomLayers.Divisors(heads))}" : "")
            + (draw.Once(4) ? $", Dropout = {RandomLayers.Rate(draw)}" : "") + (output > 0 ? $", OutputDim = {output}" : "");
        return ($"MultiHeadAttention({heads}, {1 + draw.Below(9)}{options}{RandomLayers.Bias(draw)}{RandomLayers.Frozen(draw)})",
            [input[0], output > 0 ? output : input[1]]);
    }

    private static string Rest(Draw draw) => RandomLayers.Activation(draw) + RandomLayers.Bias(draw) + RandomLayers.Frozen(draw);

    /// <summary>A window over axes, as arguments, and the places that it has.</summary>
    private sealed record Window(string Size, string Options, int[] Places)
    {
        /// <summary>A pool's window, which has strides only.</summary>
        public static Window Of(Draw draw, int[] image, params string[] paddings) => Of(draw, image, dilates: false, paddings);

        /// <summary>A convolution's window: with strides or with dilation.</summary>
        public static Window OfKernel(Draw draw, int[] image, params string[] paddings) => Of(draw, image, dilates: draw.Once(3), paddings);

        private static Window Of(Draw draw, int[] image, bool dilates, string[] paddings)
        {
            string padding = draw.Of(paddings);
            (int[] kernel, int[] strides, int[] dilation, int[] places) = (new int[image.Length], new int[image.Length], new int[image.Length],
                new int[image.Length]);
            for (int d = 0; d < image.Length; d++)
            {
                // Beyond the image only where something stands around it.
                kernel[d] = 1 + draw.Below(padding == "Valid" ? Math.Min(image[d], 4) : 5);
                int most = padding == "Valid" && kernel[d] > 1 ? (image[d] - 1) / (kernel[d] - 1) : 4;
                (strides[d], dilation[d]) = dilates ? (1, 1 + draw.Below(Math.Min(most, 4))) : (1 + draw.Below(draw.Once(4) ? 6 : 2), 1);
                int reach = ((kernel[d] - 1) * dilation[d]) + 1;
                places[d] = ((image[d] - (padding == "Valid" ? reach : 1)) / strides[d]) + 1;
            }

            string List(int[] values) => values.Length == 1 ? $"{values[0]}" : $"new[] {{ {string.Join(", ", values)} }}";
            return new(string.Join(", ", kernel), $"Strides = {List(strides)}, Padding = Padding.{padding}"
                + (dilates ? $", DilationRate = {List(dilation)}" : ""), places);
        }
    }
}
