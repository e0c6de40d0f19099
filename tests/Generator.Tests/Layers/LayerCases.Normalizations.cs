using NetCompiler.Generator.Tests.Functions;
using static NetCompiler.Generator.Tests.Layers.ModelFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <content>Normalisations of rows, groups and batches.</content>
internal static partial class LayerCases
{
    private static IEnumerable<LayerCase> Normalizations()
    {
        LayerCase layer = Of("LayerNorm", "LayerNormalization(Epsilon = 0.01f)", [3, 5], (x, w) =>
            Rescale(LayerNorm(x, 0.01), w["gamma"], w["beta"]));
        yield return layer;
        yield return layer.Freeze();
        yield return Of("LayerNormDefault", "LayerNormalization()", [7], (x, w) => Rescale(LayerNorm(x, 1e-3), w["gamma"], w["beta"]));
        yield return Of("LayerNormScale", "LayerNormalization(Center = false)", [2, 3, 3], (x, w) => Rescale(LayerNorm(x, 1e-3), w["gamma"], null));
        yield return Of("LayerNormCenter", "LayerNormalization(Scale = false)", [3, 9], (x, w) => Rescale(LayerNorm(x, 1e-3), null, w["beta"]));
        yield return Of("LayerNormBare", "LayerNormalization(Center = false, Scale = false)", [1, 17], (x, _) => LayerNorm(x, 1e-3));

        LayerCase root = Of("RootNorm", "RMSNormalization(Epsilon = 0.01f)", [3, 5], (x, w) => Rescale(RmsNorm(x, 0.01), w["scale"], null));
        yield return root;
        yield return root.Freeze();
        yield return Of("RootNormDefault", "RMSNormalization()", [19], (x, w) => Rescale(RmsNorm(x, 1e-6), w["scale"], null));

        static Grid Unit(Grid x) => x.With(x.Along(x.Shape.Length - 1, keep: true, row => Math.Max(Math.Sqrt(row.Sum(v => v * v)), 1e-12)),
            (v, norm) => v / norm);
        yield return Of("UnitNormRows", "UnitNormalization", [3, 5], (x, _) => Unit(x));
        yield return Of("UnitNormRow", "UnitNormalization", [19], (x, _) => Unit(x));
        yield return Of("UnitNormZeros", "Rescaling(0), UnitNormalization", [2, 3, 3], (x, _) => x.Map(_ => 0));

        static Grid Local(Grid x, int size, double alpha, double beta, double k) => Grid.Of(x.Shape, i =>
        {
            IEnumerable<int> near = Enumerable.Range(i[^1] - (size / 2), size).Where(c => c >= 0 && c < x.Shape[^1]);
            return x[i] / Math.Pow(k + (alpha / size * near.Sum(c => Math.Pow(x[[.. i[..^1], c]], 2))), beta);
        });
        yield return Of("LocalNormDefault", "LocalResponseNormalization(5)", [3, 5, 9], (x, _) => Local(x, 5, 1e-4, 0.75, 1));
        yield return Of("LocalNormEven", "LocalResponseNormalization(4, Alpha = 0.5f)", [3, 7], (x, _) => Local(x, 4, 0.5, 0.75, 1));
        yield return Of("LocalNormPower", "LocalResponseNormalization(3, Alpha = 2, Beta = 0.6f, K = 0.5f)", [2, 3, 5], (x, _) =>
            Local(x, 3, 2, 0.6, 0.5));
        yield return Of("LocalNormRoot", "LocalResponseNormalization(9, Alpha = 1, Beta = 0.5f)", [19], (x, _) => Local(x, 9, 1, 0.5, 1));
        yield return Of("LocalNormLinear", "LocalResponseNormalization(2, Alpha = 1, Beta = 1)", [3, 3], (x, _) => Local(x, 2, 1, 1, 1));

        LayerCase group = Of("GroupNorm", "GroupNormalization(Groups = 3)", [3, 5, 9], (x, w) =>
            Rescale(ModelFormulas.GroupNorm(x, 3, 1e-3), w["gamma"], w["beta"]));
        yield return group;
        yield return group.Freeze();
        yield return Of("GroupNormDefault", "GroupNormalization()", [3, 64], (x, w) =>
            Rescale(ModelFormulas.GroupNorm(x, 32, 1e-3), w["gamma"], w["beta"]));
        yield return Of("GroupNormInstance", "GroupNormalization(Groups = -1, Epsilon = 0.1f, Scale = false)", [3, 3, 3], (x, w) =>
            Rescale(ModelFormulas.GroupNorm(x, 3, 0.1), null, w["beta"]));
        yield return Of("GroupNormRow", "GroupNormalization(Groups = 5, Center = false)", [15], (x, w) =>
            Rescale(ModelFormulas.GroupNorm(x, 5, 1e-3), w["gamma"], null));
    }

    /// <summary>In training by the statistics of the batch, in predictions by the moving averages.</summary>
    private static IEnumerable<LayerCase> BatchNormalizations()
    {
        static LayerCase Case(string name, string options, int[] input, double epsilon, double momentum = 0.99, bool unbiased = false) =>
            Of(name, $"BatchNormalization({options})", input, (x, w) => Rescale(
                Grid.Of(x.Shape, i => (x[i] - w["moving_mean"][i[^1]]) / Math.Sqrt(w["moving_variance"][i[^1]] + epsilon)), w.Find("gamma"),
                    w.Find("beta"))) with
            {
                Training = (batch, w) => [.. ModelFormulas.BatchNorm(batch, epsilon).Select(x => Rescale(x, w.Find("gamma"), w.Find("beta")))],
                Renewed = (batch, w) =>
                {
                    Grid Average(string name, Func<double[], double> statistic) => Grid.Of(w[name].Shape, c =>
                        (momentum * w[name][c]) + ((1 - momentum) * statistic([.. batch.SelectMany(x =>
                            Grid.Indices(x.Shape).Where(i => i[^1] == c[0]).Select(i => x[i]))])));
                    return new Dictionary<string, Grid>
                    {
                        ["moving_mean"] = Average("moving_mean", values => values.Average()),
                        ["moving_variance"] = Average("moving_variance", values =>
                            Variance(values) * (unbiased ? values.Length / (values.Length - 1.0) : 1)),
                    };
                },
            };
        LayerCase image = Case("BatchNormImage", "Epsilon = 0.01f", [3, 5, 3], 0.01);
        yield return image;
        yield return image.Freeze();
        yield return Case("BatchNormDefault", "", [7], 1e-3);
        yield return Case("BatchNormTorch", "Momentum = 0.9f, UnbiasedMovingVariance = true, Scale = false", [3, 5], 1e-3, 0.9, unbiased: true);
        yield return Case("BatchNormScale", "Center = false, Momentum = 0.5f", [5, 1], 1e-3, 0.5);
    }
}
