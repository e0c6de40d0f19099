using System.Text;
using System.Text.RegularExpressions;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>A network by chance: a stack of layers, or a forward method over tensors of up to five axes with layers in it.</summary>
internal static class RandomNetwork
{
    private const string Sums = "[Loss] private static Tensor MyLoss(Tensor output, Tensor weights) => Sum(output * weights);";

    private static readonly string[] Losses = ["Loss.MeanSquaredError", "Loss.MeanAbsoluteError", "Loss.Huber",
        "Loss.BinaryCrossentropy, FromLogits = true"];

    /// <summary>The class.</summary>
    /// <param name="seed">The same seed gives the same network.</param>
    public static string Source(string name, int seed)
    {
        var draw = new Draw(seed);
        return draw.Once(3) ? Stack(name, draw) : Forward(name, draw);
    }

    private static string Stack(string name, Draw draw)
    {
        int[] shape = draw.Shape(1 + draw.Below(4), 400), input = shape;
        var layers = new List<string>();
        for (int count = 1 + draw.Below(5); layers.Count < count;)
        {
            (string attribute, shape) = Fitting(draw, shape);
            layers.Add(attribute);
        }

        // A loss of classes needs two of them.
        bool ready = draw.Once(2);
        string loss = !ready ? "" : ", Loss(" + (shape[^1] > 1 && draw.Once(2) ? draw.Of("Loss.CategoricalCrossentropy",
            "Loss.SparseCategoricalCrossentropy")
            + ", FromLogits = true" : draw.Of(Losses)) + ")";
        // Logits are no probabilities.
        string last = ready ? $", Dense({shape[^1]})" : "";
        return $$"""
            [Network(InputGradient = true), Input({{string.Join(", ", input)}}), {{string.Join(", ", layers)}}{{last}}{{loss}}]
            public partial class {{name}} { {{(ready ? "" : Sums)}} }
            """;
    }

    private static (string Attribute, int[] Output) Fitting(Draw draw, int[] shape)
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

    private static IReadOnlyList<RandomTensor> Unused(List<RandomTensor> known, StringBuilder body)
    {
        string text = body.ToString();
        return [.. known.Where(tensor => tensor == known[^1] || !Regex.IsMatch(text, $@"\b{tensor.Text}\b(?! =)"))];
    }

    private static string Forward(string name, Draw draw)
    {
        var functions = new RandomFunctions(draw);
        List<RandomTensor> inputs = [.. Enumerable.Range(0, 1 + draw.Below(3)).Select(i => new RandomTensor("x" + i, draw.Shape(1 + draw.Below(4),
            200), IsMoved: true))];
        List<RandomTensor> known = [.. inputs];
        (StringBuilder members, StringBuilder body) = (new(), new());
        for (int step = 0, steps = 2 + draw.Below(8); step < steps; step++)
        {
            RandomTensor next = functions.Next(known, Unused(known, body));
            if (draw.Once(5) && draw.Of(Unused(known, body)) is { Rank: > 0 } read)
            {
                (string attribute, int[] output) = Fitting(draw, read.Shape);
                members.AppendLine($"    [{attribute}] private static partial Tensor Layer{step}(Tensor x);");
                next = new($"Layer{step}({read.Text})", output);
            }

            body.AppendLine($"        Tensor t{step} = {next.Text};");
            known.Add(next with { Text = "t" + step });
        }

        // All that nothing has read, so that nothing is computed in vain.
        IReadOnlyList<RandomTensor> open = Unused(known, body);
        RandomTensor last = open[^1];
        string others = string.Concat(open.SkipLast(1).Select(tensor => $" + Mean({tensor.Text})"));
        string result = draw.Once(2) ? $"Concat({string.Join(", ", open.Select(tensor => $"Reshape({tensor.Text}, {tensor.Count})"))})"
            : $"{(last.Rank > 0 ? last.Text : $"Reshape({last.Text}, 1)")}{others}";
        return $$"""
            [Network(InputGradient = true)]
            public partial class {{name}}
            {
            {{members}}
                [Forward]
                private static Tensor Forward({{string.Join(", ", inputs.Select(x => $"[Input({string.Join(", ", x.Shape)})] Tensor {x.Text}"))}})
                {
            {{body}}
                    return {{result}};
                }

                {{Sums}}
            }
            """;
    }
}
