using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Generator.Tests.Harness;
using static NetCompiler.Generator.Tests.Layers.ModelFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// Every loss above a class, over numbers of all kinds: free, probabilities of their own making, and those of a softmax or sigmoid just before.
/// </summary>
internal static class LossCases
{
    public static IReadOnlyList<LayerCase> All { get; } = [.. Distances(), .. Binary(), .. Categorical(), .. Ignoring()];

    /// <summary>All of them.</summary>
    public static Lazy<CompiledCases> Compiled { get; } = new(() => new(All.Select(c => c.Source)));

    private static LayerCase Of(
        string name, string loss, string last, int[] input, Func<Grid, Grid> value, Func<Grid, Grid, double> formula) => new(name, $$"""
        #pragma warning disable NET042 // Probabilities without a softmax are meant.
        [Network(InputGradient = true), Input({{string.Join(", ", input)}})]
        [Activation(Activation.{{last}})]
        [Loss(Loss.{{loss}})]
        public partial class {{name}};
        """, [input], (x, _) => value(x[0])) { Loss = formula };

    private static IEnumerable<LayerCase> Distances()
    {
        static LayerCase Case(string name, string loss, Func<double, double> of) =>
            Of(name, loss, "Linear", [3, 5], x => x, (y, t) => y.Values.Zip(t.Values, (p, q) => of(p - q)).Average());
        static double Huber(double e, double delta) => Math.Abs(e) <= delta ? e * e / 2 : delta * (Math.Abs(e) - (delta / 2));
        yield return Case("Squares", "MeanSquaredError", e => e * e);
        yield return Case("Distances", "MeanAbsoluteError", Math.Abs);
        yield return Case("HuberDefault", "Huber", e => Huber(e, 1));
        yield return Case("HuberDelta", "Huber, Delta = 0.4f", e => Huber(e, 0.4));
    }

    private static IEnumerable<LayerCase> Binary()
    {
        // A share s of each target is spread over both answers: t (1 - s) + s / 2.
        static LayerCase Case(string name, string options, string last, Func<double, double> value, Func<double, double> probability,
            double smoothing) =>
            Of(name, "BinaryCrossentropy" + options, last, [3, 5], x => x.Map(value), (y, t) => y.Values.Zip(t.Values, (v, target) =>
            {
                (double p, double q) = (probability(v), (target * (1 - smoothing)) + (smoothing / 2));
                return -(q * Math.Log(p)) - ((1 - q) * Math.Log(1 - p));
            }).Average()) with { Target = v => Math.Abs(v) / 2 };
        static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
        yield return Case("BinaryLogits", ", FromLogits = true", "Linear", v => v, Sigmoid, 0);
        yield return Case("BinaryLogitsSmooth", ", FromLogits = true, LabelSmoothing = 0.2f", "Linear", v => v, Sigmoid, 0.2);
        yield return Case("BinarySigmoid", "", "Sigmoid", Sigmoid, p => p, 0);
        yield return Case("BinarySigmoidSmooth", ", LabelSmoothing = 0.2f", "Sigmoid", Sigmoid, p => p, 0.2);
        yield return Case("BinaryShares", "", "HardSigmoid", v => (v + 3) / 6, p => p, 0);
        yield return Case("BinarySharesSmooth", ", LabelSmoothing = 0.3f", "HardSigmoid", v => (v + 3) / 6, p => p, 0.3);
    }

    private static IEnumerable<LayerCase> Categorical()
    {
        // Probabilities that were not made by a softmax are divided by their sum, as Keras does.
        static Grid Normalised(Grid y) => y.With(y.Along(1, true, row => row.Sum()), (v, sum) => v / sum);
        (string Name, string Options, string Last, Func<Grid, Grid> Value, Func<Grid, Grid> Probabilities)[] kinds =
        [
            ("Logits", ", FromLogits = true", "Linear", x => x, Shares), ("Softmax", "", "Softmax", Shares, y => y),
                ("Positive", "", "Exponential", x => x.Map(Math.Exp), Normalised),
        ];
        foreach ((string name, string options, string last, Func<Grid, Grid> value, Func<Grid, Grid> probabilities) in kinds)
        {
            yield return Of("Sparse" + name, "SparseCategoricalCrossentropy" + options, last, [3, 5], value, (y, t) =>
                -Enumerable.Range(0, 3).Average(row => Math.Log(probabilities(y)[row, (int)t[row]])));
            foreach (double smoothing in new[] { 0, 0.1 })
            {
                // A share s of a target is spread over the 5 classes: t (1 - s) + s / 5.
                yield return Of(
                    $"Rows{name}{(smoothing > 0 ? "Smooth" : "")}",
                        "CategoricalCrossentropy" + options + (smoothing > 0 ? ", LabelSmoothing = 0.1f" : ""), last, [3, 5], value,
                    (y, t) => -probabilities(y).Values.Zip(t.Values, (p, target) =>
                        ((target * (1 - smoothing)) + (smoothing / 5)) * Math.Log(p)).Sum() / 3) with { Target = Math.Abs };
            }
        }
    }

    /// <summary>Places of a class that does not count, one of the output's or none: the mean is over those of the batch that do.</summary>
    private static IEnumerable<LayerCase> Ignoring()
    {
        static LayerCase Case(string name, int ignored, string options, string last, int[] shape, Func<Grid, Grid> value,
            Func<Grid, Grid> probabilities)
        {
            bool Counts(double target) => target != ignored;
            return Of(name, $"SparseCategoricalCrossentropy{options}, IgnoreClass = {ignored}", last, shape, value, (y, t) =>
            {
                // Each row of classes by itself, whatever the axes before.
                Grid rows = probabilities(Grid.Of([t.Values.Length, shape[^1]], y.Values));
                return Enumerable.Range(0, t.Values.Length).Where(i => Counts(t[i])).Select(i => -Math.Log(rows[i, (int)t[i]])).DefaultIfEmpty(0)
                    .Average();
            }) with { Places = t => t.Values.Count(Counts) };
        }

        yield return Case("IgnoredNone", -1, ", FromLogits = true", "Linear", [3, 5], x => x, Shares);
        yield return Case("IgnoredClass", 2, ", FromLogits = true", "Linear", [3, 7], x => x, Shares);
        yield return Case("IgnoredLabel", 255, ", FromLogits = true", "Linear", [5], x => x, Shares);
        yield return Case("IgnoredPixels", 0, ", FromLogits = true", "Linear", [3, 2, 7], x => x, Shares);
        yield return Case("IgnoredPositive", -100, "", "Exponential", [9, 2], x => x.Map(Math.Exp), y =>
            y.With(y.Along(1, true, row => row.Sum()), (v, sum) => v / sum));
        yield return Case("IgnoredSoftmax", 1, "", "Softmax", [9, 3], Shares, y => y);
    }
}
