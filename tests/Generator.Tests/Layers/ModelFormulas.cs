using NetCompiler.Generator.Tests.Functions;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>What normalisations, attention and embeddings compute, as loops over their definitions.</summary>
internal static class ModelFormulas
{
    /// <summary>(x - mean) / sqrt(variance + epsilon) of the values that share a key, by the biased variance.</summary>
    public static Grid Standardise(Grid x, double epsilon, Func<int[], int> key)
    {
        ILookup<int, double> sets = Grid.Indices(x.Shape).ToLookup(key, i => x[i]);
        Dictionary<int, (double Mean, double Root)> scales = sets
            .ToDictionary(set => set.Key, set => (set.Average(), Math.Sqrt(Variance(set) + epsilon)));
        return Grid.Of(x.Shape, i => (x[i] - scales[key(i)].Mean) / scales[key(i)].Root);
    }

    /// <summary>Over the last axis.</summary>
    public static Grid LayerNorm(Grid x, double epsilon) =>
        Standardise(x, epsilon, i => i[..^1].Select((at, d) => (at, d)).Aggregate(0, (row, next) => (row * x.Shape[next.d]) + next.at));

    /// <summary>Groups of neighbouring channels over all places.</summary>
    public static Grid GroupNorm(Grid x, int groups, double epsilon) => Standardise(x, epsilon, i => i[^1] / (x.Shape[^1] / groups));

    /// <summary>Each channel over the whole batch and all places.</summary>
    public static Grid[] BatchNorm(Grid[] batch, double epsilon)
    {
        Grid all = Standardise(Grid.Of([batch.Length, .. batch[0].Shape], [.. batch.SelectMany(x => x.Values)]), epsilon, i => i[^1]);
        return [.. batch.Select((x, n) => Grid.Of(x.Shape, i => all[[n, .. i]]))];
    }

    public static Grid RmsNorm(Grid x, double epsilon) =>
        x.With(x.Along(x.Shape.Length - 1, true, row => Math.Sqrt(row.Average(v => v * v) + epsilon)), (v, root) => v / root);

    /// <summary>x gamma + beta of each channel; either may be missing.</summary>
    public static Grid Rescale(Grid x, Grid? gamma, Grid? beta) =>
        Grid.Of(x.Shape, i => (x[i] * (gamma is null ? 1 : gamma[i[^1]])) + (beta is null ? 0 : beta[i[^1]]));

    /// <summary>The row of a table for each number.</summary>
    public static Grid Rows(Grid numbers, Grid table) =>
        Grid.Of([.. numbers.Shape, table.Shape[1]], i => table[(int)Math.Round(numbers[i[..^1]]), i[^1]]);

    /// <summary>
    /// softmax(Q K^T / sqrt(size)) V of each head, projected. Heads share those of keys and values in neighbouring groups. <paramref name="seen"/>
    /// tells which
    /// sources a place sees; <paramref name="factors"/> [heads, places, sources] are what a dropout multiplies the softmax with.
    /// </summary>
    public static Grid Attention(Grid query, Grid value, Grid key, Weights weights, Func<int, int, int, bool>? seen = null, Grid? factors = null)
    {
        Grid q = Project(query, weights, "query"), k = Project(key, weights, "key"), v = Project(value, weights, "value");
        (int heads, int size, int shared) = (q.Shape[1], q.Shape[2], q.Shape[1] / k.Shape[1]);
        Grid shares = Shares(Grid.Of([heads, q.Shape[0], k.Shape[0]], at => seen is null || seen(at[0], at[1], at[2])
            ? Range(size).Sum(e => q[at[1], at[0], e] * k[at[2], at[0] / shared, e]) / Math.Sqrt(size)
            : double.NegativeInfinity));
        shares = factors is null ? shares : shares.With(factors, (share, factor) => share * factor);
        var mixed = Grid.Of([q.Shape[0], heads, v.Shape[2]], at =>
            Range(k.Shape[0]).Sum(j => shares[at[1], at[0], j] * v[j, at[1] / shared, at[2]]));
        Grid kernel = weights["attention_output/kernel"];
        Grid? bias = weights.Find("attention_output/bias");
        return Grid.Of([q.Shape[0], kernel.Shape[2]], at => (bias is null ? 0 : bias[at[1]])
            + Range(heads).Sum(h => Range(kernel.Shape[1]).Sum(e => mixed[at[0], h, e] * kernel[h, e, at[1]])));
    }

    /// <summary>The softmax over the last axis; minus infinity has no share.</summary>
    public static Grid Shares(Grid x) =>
        x.Map(Math.Exp) is var e ? e.With(e.Along(x.Shape.Length - 1, true, v => v.Sum()), (part, sum) => part / sum) : x;

    /// <summary>[places, width] by a kernel [width, heads, size].</summary>
    private static Grid Project(Grid x, Weights weights, string name)
    {
        Grid kernel = weights[name + "/kernel"];
        Grid? bias = weights.Find(name + "/bias");
        return Grid.Of([x.Shape[0], kernel.Shape[1], kernel.Shape[2]], i =>
            (bias is null ? 0 : bias[i[1], i[2]]) + Range(x.Shape[1]).Sum(d => x[i[0], d] * kernel[d, i[1], i[2]]));
    }

    public static double Variance(IEnumerable<double> values) => values.ToList() is var list ? list.Average(v => Math.Pow(v - list.Average(), 2)) : 0;

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
