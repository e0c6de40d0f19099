using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Tests.Shared;
using static NetCompiler.Generator.Tests.Layers.ModelFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <content>Every activation, as a layer and as an option.</content>
internal static partial class LayerCases
{
    private static IEnumerable<LayerCase> Activations()
    {
        // Inputs reach from -1.6 to 1.6; kinks further out are reached by the layer before.
        foreach (Activation kind in Enum.GetValues<Activation>())
        {
            yield return LayerCase.Of($"Is{kind}", $"[Activation(Activation.{kind})] private static partial Tensor Layer(Tensor x);", [[19]],
                "Layer(a * 5)", (x, _) => Activate(x[0].Map(v => 5 * v), kind));
        }

        // As options of one network: a layer each, with its outputs side by side.
        Activation[] kinds = Enum.GetValues<Activation>();
        yield return LayerCase.Of(
            "EveryOption", string.Join("\n    ", kinds.Select(kind =>
                $"[Dense(3, Activation = Activation.{kind})] private static partial Tensor With{(int)kind}(Tensor x);")), [[2, 7]],
            $"Stack({string.Join(", ", kinds.Select(kind => $"With{(int)kind}(a)"))})",
            (x, w) => Grid.Of([kinds.Length, 2, 3], [.. kinds
                .SelectMany(kind => Activate(LayerFormulas.Dense(x[0], w[$"with{(int)kind}/kernel"], w[$"with{(int)kind}/bias"]), kind).Values)]));

        foreach (Activation kind in new[] { Activation.LeakyRelu, Activation.Elu, Activation.Celu })
        {
            yield return Of($"{kind}Alpha", $"Activation(Activation.{kind}, Alpha = 0.3f)", [19], (x, _) => Activate(x, kind, 0.3));
        }
    }

    /// <summary>x for x > 0, else alpha x, with an alpha for each place, or one along shared axes.</summary>
    private static IEnumerable<LayerCase> Slopes()
    {
        static LayerCase Case(string name, string options, int[] input) =>
            Of(name, $"PReLU({options})", input, (x, w) => x.With(w["alpha"], (v, alpha) => v > 0 ? v : alpha * v));
        yield return Case("SlopeOfPlaces", "", [3, 5]);
        LayerCase channels = Case("SlopeOfChannels", "SharedAxes = [1, 2]", [3, 3, 5]);
        yield return channels;
        yield return channels.Freeze();
        yield return Case("SlopeOfRows", "SharedAxes = [2]", [5, 7]);
    }

    private static Grid Activate(Grid x, Activation kind, double alpha = double.NaN)
    {
        double Alpha(double value) => double.IsNaN(alpha) ? value : alpha;
        double Elu(double v, double a) => v > 0 ? v : a * (Math.Exp(v) - 1);
        return kind switch
        {
            Activation.Linear => x,
            Activation.Relu => x.Map(v => Math.Max(v, 0)),
            Activation.LeakyRelu => x.Map(v => v > 0 ? v : Alpha(0.2) * v),
            Activation.Elu => x.Map(v => Elu(v, Alpha(1))),
            Activation.Selu => x.Map(v => 1.0507009873554805 * Elu(v, 1.6732632423543772)),
            Activation.Celu => x.Map(v => Math.Max(v, 0) + Math.Min(0, Alpha(1) * (Math.Exp(v / Alpha(1)) - 1))),
            Activation.Gelu => x.Map(v => v * (1 + MathReference.Erf(v / Math.Sqrt(2))) / 2),
            Activation.GeluTanh => x.Map(v => v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))) / 2),
            Activation.Silu => x.Map(v => v * Sigmoid(v)),
            Activation.Mish => x.Map(v => v * Math.Tanh(Math.Log(1 + Math.Exp(v)))),
            Activation.Softplus => x.Map(v => Math.Log(1 + Math.Exp(v))),
            Activation.Softsign => x.Map(v => v / (1 + Math.Abs(v))),
            Activation.Tanh => x.Map(Math.Tanh),
            Activation.Sigmoid => x.Map(Sigmoid),
            Activation.HardSigmoid => x.Map(v => Math.Clamp(v + 3, 0, 6) / 6),
            Activation.HardSilu => x.Map(v => v * Math.Clamp(v + 3, 0, 6) / 6),
            Activation.Relu6 => x.Map(v => Math.Clamp(v, 0, 6)),
            Activation.LogSigmoid => x.Map(v => -Math.Log(1 + Math.Exp(-v))),
            Activation.Exponential => x.Map(Math.Exp),
            Activation.Softmax => Shares(x),
            Activation.LogSoftmax => Shares(x).Map(Math.Log),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An activation without a formula: add it here, from docs/activations.md."),
        };
    }

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
}
