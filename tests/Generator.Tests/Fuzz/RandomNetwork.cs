namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>
/// A network by chance: a stack of layers, or a forward method over tensors of up to five axes with layers and blocks in it and up to three outputs.
/// </summary>
internal static class RandomNetwork
{
    private const string Sums = "[Loss] private static Tensor MyLoss(Tensor output, Tensor weights) => Sum(output * weights);";

    private static readonly string[] Losses = ["Loss.MeanSquaredError", "Loss.MeanAbsoluteError", "Loss.Huber", "Loss.Huber, Delta = 1e-3f",
        "Loss.Huber, Delta = 50", "Loss.BinaryCrossentropy, FromLogits = true", "Loss.BinaryCrossentropy, FromLogits = true, LabelSmoothing = 0.2f"];

    private static readonly string[] ClassLosses = ["Loss.CategoricalCrossentropy", "Loss.SparseCategoricalCrossentropy",
        "Loss.CategoricalCrossentropy, LabelSmoothing = 0.9f"];

    /// <summary>The class.</summary>
    /// <param name="seed">The same seed gives the same network.</param>
    public static string Source(string name, int seed)
    {
        var draw = new Draw(seed);
        return draw.Once(3) ? Stack(name, draw) : Forward(name, draw);
    }

    private static string Stack(string name, Draw draw)
    {
        int[] input = draw.Shape(1 + draw.Below(4), 400);
        (List<string> layers, int[] shape) = Layers(draw, input, 1 + draw.Below(5));
        string part = "";
        if (draw.Once(4))
        {
            (part, shape) = RandomBlock.Of(draw, "Part", shape, depth: 1);
            layers.Add("Layer<" + name + ".Part>");
        }

        bool ready = draw.Once(2);
        (string last, string loss) = ready ? Ready(draw, shape[^1]) : ("", "");
        return $$"""
            [Network(InputGradient = true), Input({{string.Join(", ", input)}}), {{string.Join(", ", layers)}}{{last}}{{loss}}]
            public partial class {{name}}
            {
                {{(ready ? "" : Sums)}}
            {{part}}
            }
            """;
    }

    /// <summary>A last layer and the loss that fits it. A loss of classes needs two of them; logits are no probabilities.</summary>
    private static (string Last, string Loss) Ready(Draw draw, int channels) => draw.Below(4) switch
    {
        0 when channels > 1 => ($", Dense({channels})", $", Loss({draw.Of(ClassLosses)}, FromLogits = true)"),
        1 when channels > 1 => ($", Dense({channels}, Activation = Activation.Softmax)", $", Loss({draw.Of(ClassLosses)})"),
        2 => ($", Dense({channels}, Activation = Activation.Sigmoid)", ", Loss(Loss.BinaryCrossentropy)"),
        _ => ($", Dense({channels})", $", Loss({draw.Of(Losses)})"),
    };

    /// <summary>Layers behind each other, and what they make of a shape.</summary>
    public static (List<string> Layers, int[] Output) Layers(Draw draw, int[] shape, int count)
    {
        var layers = new List<string>();
        while (layers.Count < count)
        {
            (string attribute, shape) = Fitting(draw, shape);
            layers.Add(attribute);
        }

        return (layers, shape);
    }

    /// <summary>A layer whose output the interpreter is soon done with.</summary>
    public static (string Attribute, int[] Output) Fitting(Draw draw, int[] shape)
    {
        while (true)
        {
            (string attribute, int[] output) = RandomLayers.Of(draw, shape);
            if (RandomLayers.Count(output) <= 1200)
            {
                return (attribute, output);
            }
        }
    }

    /// <summary>One tensor of several, with an axis at least.</summary>
    public static (string Text, int[] Shape) Joined(Draw draw, IReadOnlyList<RandomTensor> open)
    {
        if (draw.Once(2))
        {
            return ($"Concat({string.Join(", ", open.Select(tensor => $"Reshape({tensor.Text}, {tensor.Count})"))})",
                [open.Sum(tensor => tensor.Count)]);
        }

        RandomTensor last = open[^1];
        string others = string.Concat(open.SkipLast(1).Select(tensor => $" + Mean({tensor.Text})"));
        return (last.Rank > 0 ? last.Text + others : $"Reshape({last.Text}, 1){others}", last.Rank > 0 ? last.Shape : [1]);
    }

    private static string Forward(string name, Draw draw)
    {
        List<RandomTensor> inputs = [.. Enumerable.Range(0, 1 + draw.Below(3)).Select(i => new RandomTensor("x" + i, draw.Shape(1 + draw.Below(4),
            200), IsMoved: true))];
        var inside = new RandomMethod(draw, inputs, 2 + draw.Below(8), depth: 0);
        if (inside.Rows is { } rows)
        {
            inputs.Add(rows);
        }

        (string result, string type, string loss) = Outputs(draw, inside.Unused);
        return $$"""
            [Network(InputGradient = true)]
            public partial class {{name}}
            {
            {{inside.Members}}
                [Forward]
                private static {{type}} Forward({{string.Join(", ", inputs.Select(x => $"[Input({string.Join(", ", x.Shape)})] Tensor {x.Text}"))}})
                {
            {{inside.Body}}
                    return {{result}};
                }

                {{loss}}
            }
            """;
    }

    /// <summary>All that is open as one output, or as several, each with a target of its own.</summary>
    private static (string Result, string Type, string Loss) Outputs(Draw draw, IReadOnlyList<RandomTensor> open)
    {
        if (open.Count < 2 || draw.Once(2))
        {
            return (Joined(draw, open).Text, "Tensor", draw.Once(2) ? Sums : Sums.Replace("Sum(output * weights)", draw.Of(
                "output * weights", "MeanSquaredError(output, weights)", "Huber(output, weights, 0.1f)", "Norm(output - weights)",
                "BinaryCrossentropy(output, weights, fromLogits: true)"), StringComparison.Ordinal));
        }

        int cut = 1 + draw.Below(open.Count - 1);
        (string Text, int[] Shape)[] outputs = [Joined(draw, [.. open.Take(cut)]), .. open.Count > cut + 1 && draw.Once(2)
            ? [Joined(draw, [open[cut]]), Joined(draw, [.. open.Skip(cut + 1)])] : new[] { Joined(draw, [.. open.Skip(cut)]) }];
        IEnumerable<string> parameters = outputs.Select((_, i) => $"Tensor y{i}").Concat(
            outputs.Select((output, i) => $"[Target({string.Join(", ", output.Shape)})] Tensor u{i}"));
        IEnumerable<string> terms = outputs.Select((_, i) => draw.Of($"Sum(y{i} * u{i})", $"0.5f * MeanSquaredError(y{i}, u{i})"));
        return ($"({string.Join(", ", outputs.Select(output => output.Text))})", $"({string.Join(", ", outputs.Select((_, i) => $"Tensor y{i}"))})",
            $"[Loss] private static Tensor MyLoss({string.Join(", ", parameters)}) => {string.Join(" + ", terms)};");
    }
}
