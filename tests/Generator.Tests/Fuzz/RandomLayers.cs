namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>Layers that fit a shape, as attributes, with what they give.</summary>
internal static class RandomLayers
{
    private static readonly string[] Activations = ["Relu", "Tanh", "Sigmoid", "Gelu", "Elu", "Silu", "Softplus", "Mish", "HardSilu", "LeakyRelu",
        "Softsign"];

    /// <summary>A layer for an input of at least one axis.</summary>
    public static (string Attribute, int[] Output) Of(Draw draw, int[] input) => (draw.Below(6), input.Length) switch
    {
        ( < 3, 2) => Sequence(draw, input),
        ( < 4, 3) => Image(draw, input),
        (3, _) => Normalization(draw, input),
        (4, _) => Plain(draw, input),
        _ => Dense(draw, input),
    };

    private static (string Attribute, int[] Output) Dense(Draw draw, int[] input)
    {
        int units = draw.Size(40);
        return ($"Dense({units}{Activation(draw)}{Bias(draw)})", [.. input[..^1], units]);
    }

    private static (string Attribute, int[] Output) Plain(Draw draw, int[] input) => draw.Below(7) switch
    {
        0 => ("Flatten", [Count(input)]),
        1 => ("Dropout(0.3f)", input),
        2 => ("Rescaling(0.7f, -0.2f)", input),
        3 => ("PReLU", input),
        4 => ($"Activation(Activation.{draw.Of(Activations)})", input),
        5 when input[^1] > 1 => ("Activation(Activation.Softmax)", input),
        _ => Reshape(draw, input),
    };

    private static (string Attribute, int[] Output) Reshape(Draw draw, int[] input)
    {
        int[] shape = Factors(draw, Count(input));
        return ($"Reshape({string.Join(", ", shape)})", shape);
    }

    /// <summary>A shape of one to three axes with as many elements.</summary>
    public static int[] Factors(Draw draw, int count)
    {
        int[] divisors = [.. Enumerable.Range(1, count).Where(size => count % size == 0)];
        int first = draw.Of(divisors), second = draw.Of(Array.FindAll(divisors, size => count / first % size == 0));
        return draw.Of<int[]>([count], [first, count / first], [first, second, count / first / second]);
    }

    /// <summary>Of more than one number: the gradient of one that is always the same is nothing but rounding.</summary>
    private static (string Attribute, int[] Output) Normalization(Draw draw, int[] input) => input[^1] == 1 ? Plain(draw, input)
        : draw.Below(5) switch
    {
        0 => ("LayerNormalization", input),
        1 => ("RMSNormalization", input),
        2 => ("UnitNormalization", input),
        3 => ("BatchNormalization", input),
        _ => Count(input) > input[^1]
            ? ($"GroupNormalization(Groups = {draw.Of([.. Enumerable.Range(1, input[^1]).Where(g => input[^1] % g == 0)])})", input)
            : ("LayerNormalization(Center = false)", input),
    };

    private static (string Attribute, int[] Output) Sequence(Draw draw, int[] input)
    {
        (int steps, int channels) = (input[0], input[1]);
        int window = 1 + draw.Below(Math.Min(steps, 4)), stride = 1 + draw.Below(3), filters = draw.Size(24);
        bool same = draw.Once(2);
        int places = same ? (steps + stride - 1) / stride : ((steps - window) / stride) + 1;
        string padding = same ? ", Padding = Padding.Same" : "";
        return draw.Below(8) switch
        {
            0 => ($"MaxPool1D({window}, Strides = {stride}{padding})", [places, channels]),
            1 => ($"AveragePool1D({window}, Strides = {stride}{padding})", [places, channels]),
            2 => draw.Of(("GlobalAveragePool1D", (int[])[channels]), ("GlobalMaxPool1D", [channels])),
            3 => ("UpSampling1D(2)", [2 * steps, channels]),
            4 => ("ZeroPadding1D(1, 2)", [steps + 3, channels]),
            5 => ("PositionEmbedding(" + (steps + draw.Below(2)) + ")", input),
            6 when steps * channels < 200 => ($"MultiHeadAttention({1 + draw.Below(3)}, {1 + draw.Below(9)}{Causal(draw)})", input),
            _ => ($"Conv1D({filters}, {window}, Strides = {stride}{padding}{Activation(draw)}{Bias(draw)})", [places, filters]),
        };
    }

    private static (string Attribute, int[] Output) Image(Draw draw, int[] input)
    {
        (int height, int width, int channels) = (input[0], input[1], input[2]);
        int rows = 1 + draw.Below(Math.Min(height, 4)), columns = 1 + draw.Below(Math.Min(width, 4)), filters = draw.Size(20);
        int down = 1 + draw.Below(2), right = 1 + draw.Below(3);
        bool same = draw.Once(2);
        string padding = same ? ", Padding = Padding.Same" : "", strides = $", Strides = new[] {{ {down}, {right} }}";
        int tall = same ? (height + down - 1) / down : ((height - rows) / down) + 1, wide = same ? (width + right - 1) / right
            : ((width - columns) / right) + 1;
        return draw.Below(10) switch
        {
            0 => ($"MaxPool2D({rows}, {columns}{strides}{padding})", [tall, wide, channels]),
            1 => ($"AveragePool2D({rows}, {columns}{strides}{padding})", [tall, wide, channels]),
            2 => draw.Of(("GlobalAveragePool2D", (int[])[channels]), ("GlobalMaxPool2D", [channels])),
            3 => ("UpSampling2D(2, 1)", [2 * height, width, channels]),
            4 => ("ZeroPadding2D(1, 0, 2, 1)", [height + 1, width + 3, channels]),
            5 when height > 2 && width > 1 => ("Cropping2D(1, 1, 0, 1)", [height - 2, width - 1, channels]),
            6 => ($"DepthwiseConv2D({rows}, {columns}, DepthMultiplier = 2{strides}{padding}{Activation(draw)})", [tall, wide, 2 * channels]),
            7 => ($"SeparableConv2D({filters}, {rows}, {columns}{strides}{padding})", [tall, wide, filters]),
            8 => draw.Of(("SpatialDropout2D(0.4f)", input), ("LocalResponseNormalization(3)", input),
                ($"Conv2DTranspose({filters}, {rows}, {columns})", [height + rows - 1, width + columns - 1, filters])),
            _ => ($"Conv2D({filters}, {rows}, {columns}{strides}{padding}{Activation(draw)}{Bias(draw)})", [tall, wide, filters]),
        };
    }

    private static string Activation(Draw draw) => draw.Once(2) ? "" : ", Activation = Activation." + draw.Of(Activations);

    private static string Causal(Draw draw) => draw.Once(2) ? ", Causal = true" : "";

    private static string Bias(Draw draw) => draw.Once(3) ? ", UseBias = false" : "";

    public static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);
}
