namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>Layers that fit a shape, as attributes, with what they give. Arguments are at the ends of their ranges as often as in between.</summary>
internal static class RandomLayers
{
    private static readonly string[] Activations = ["Relu", "Tanh", "Sigmoid", "Gelu", "Elu", "Silu", "Softplus", "Mish", "HardSilu", "LeakyRelu",
        "Softsign", "Relu6", "LogSigmoid", "Celu", "Selu", "HardSigmoid", "GeluTanh"];

    /// <summary>Parts that a dropout takes.</summary>
    private static readonly string[] Rates = ["0.3f", "0.5f", "0", "0.99f", "0.9999f", "1e-7f"];

    /// <summary>A layer for an input of at least one axis.</summary>
    public static (string Attribute, int[] Output) Of(Draw draw, int[] input) => (draw.Below(6), input.Length) switch
    {
        ( < 3, 2) => RandomWindows.Sequence(draw, input),
        ( < 4, 3) => RandomWindows.Image(draw, input),
        (3, _) => Normalization(draw, input),
        (4, _) => Plain(draw, input),
        _ => Dense(draw, input),
    };

    private static (string Attribute, int[] Output) Dense(Draw draw, int[] input)
    {
        int units = draw.Size(40);
        return ($"Dense({units}{Activation(draw)}{Bias(draw)}{Frozen(draw)})", [.. input[..^1], units]);
    }

    private static (string Attribute, int[] Output) Plain(Draw draw, int[] input) => draw.Below(8) switch
    {
        0 => ("Flatten", [Count(input)]),
        1 => ($"Dropout({Rate(draw)})", input),
        2 => ($"Rescaling({draw.Of("0.7f", "-1", "1", "1e-6f", "1e4f")}, {draw.Of("-0.2f", "0", "100")})", input),
        3 => (draw.Of("PReLU", $"PReLU(SharedAxes = new[] {{ {1 + draw.Below(input.Length)} }})"), input),
        4 => ($"Activation(Activation.{draw.Of(Activations)})", input),
        5 => (Leaking(draw), input),
        6 when input[^1] > 1 => ($"Activation(Activation.{draw.Of("Softmax", "LogSoftmax")})", input),
        _ => Reshape(draw, input),
    };

    /// <summary>An activation with a number of its own.</summary>
    private static string Leaking(Draw draw)
    {
        string kind = draw.Of("LeakyRelu", "Elu", "Celu");
        string[] alphas = ["0.5f", "-0.5f", "1", "3", "-1", "1e-3f", "1e4f", .. kind == "Celu" ? Array.Empty<string>() : ["0"]];
        return $"Activation(Activation.{kind}, Alpha = {draw.Of(alphas)})";
    }

    private static (string Attribute, int[] Output) Reshape(Draw draw, int[] input)
    {
        int[] shape = Factors(draw, Count(input));
        return ($"Reshape({string.Join(", ", shape)})", shape);
    }

    /// <summary>A shape of one to three axes with as many elements.</summary>
    public static int[] Factors(Draw draw, int count)
    {
        int first = draw.Of(Divisors(count)), second = draw.Of(Divisors(count / first));
        return draw.Of<int[]>([count], [first, count / first], [first, second, count / first / second]);
    }

    public static int[] Divisors(int count) => [.. Enumerable.Range(1, count).Where(size => count % size == 0)];

    /// <summary>Of more than one number: the gradient of one that is always the same is nothing but rounding.</summary>
    private static (string Attribute, int[] Output) Normalization(Draw draw, int[] input) => input[^1] == 1 ? Plain(draw, input)
        : (draw.Below(6) switch
        {
            0 => Arguments("LayerNormalization", Epsilon(draw), Parts(draw)),
            1 => Arguments("RMSNormalization", Epsilon(draw), Frozen(draw)),
            2 => "UnitNormalization",
            3 => Arguments("BatchNormalization", Epsilon(draw), Parts(draw), Momentum(draw), Frozen(draw)),
            4 => $"LocalResponseNormalization({1 + draw.Below(input[^1] + 2)}, Alpha = {draw.Of("1e-4f", "0", "2")}, "
                + $"Beta = {draw.Of("0.75f", "0", "0.5f", "1", "3")}, K = {draw.Of("1", "1e-3f", "50")})",
            _ => Count(input) > input[^1] ? Arguments($"GroupNormalization(Groups = {Groups(draw, input[^1])})", Epsilon(draw), Parts(draw))
                : "LayerNormalization(Center = false)",
        }, input);

    private static string Groups(Draw draw, int channels) => draw.Once(6) ? "-1" : $"{draw.Of(Divisors(channels))}";

    private static string Epsilon(Draw draw) => draw.Once(2) ? "" : ", Epsilon = " + draw.Of("1e-12f", "1e-7f", "0.1f", "1e4f", "1e-30f");

    private static string Momentum(Draw draw) => draw.Once(2) ? "" : ", Momentum = " + draw.Of("0", "1", "0.5f") + draw.Of("",
        ", UnbiasedMovingVariance = true");

    /// <summary>Mostly with both, gamma and beta.</summary>
    private static string Parts(Draw draw) => draw.Of("", "", "", ", Center = false", ", Scale = false", ", Center = false, Scale = false");

    /// <summary>An attribute with further arguments, which begin with a comma or are empty.</summary>
    private static string Arguments(string attribute, params string[] more)
    {
        string all = string.Concat(more);
        return all.Length == 0 ? attribute : attribute.EndsWith(')') ? attribute[..^1] + all + ")" : $"{attribute}({all[2..]})";
    }

    public static string Activation(Draw draw) => draw.Once(2) ? "" : ", Activation = Activation." + draw.Of(Activations);

    public static string Bias(Draw draw) => draw.Once(3) ? ", UseBias = false" : "";

    /// <summary>Now and then a layer that is not trained.</summary>
    public static string Frozen(Draw draw) => draw.Once(10) ? ", Trainable = false" : "";

    public static string Rate(Draw draw) => draw.Of(Rates);

    public static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);
}
