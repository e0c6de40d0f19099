namespace NetCompiler.Bench;

/// <summary>Something both we and the peers can do; named as the peers name it.</summary>
/// <param name="Name">Such as <c>cnn train b32</c>.</param>
/// <param name="Flops">Of one call; a training step counts as three forward passes.</param>
/// <param name="Run">One call.</param>
internal sealed record Workload(string Name, double Flops, Action Run)
{
    /// <summary>Of the encoder's two products of matrices, which belong to no layer: 64 x 64 pairs of places, 128 channels.</summary>
    private const double AttentionFlops = 2.0 * 2 * 64 * 64 * 128;

    /// <summary>The workloads whose name contains <paramref name="filter"/>.</summary>
    public static Workload[] Select(string filter, int threads) =>
        [.. All(threads).Where(w => w.Name.Contains(filter, StringComparison.Ordinal))];

    private static IEnumerable<Workload> All(int threads)
    {
        (string Name, TrainableNetwork Model, double OtherFlops)[] models =
        [
            ("cnn", new Cnn(seed: 1), 0), ("mlp", new Mlp(seed: 1), 0), ("wide", new WideMlp(seed: 1), 0), ("tiny", new Tiny(seed: 1), 0),
            ("res", new Residual(seed: 1), 0), ("enc", new Encoder(seed: 1), AttentionFlops),
            ("gelu", new GeluEncoder(seed: 1), AttentionFlops), ("lstm", new TextLstm(seed: 1), 0),
        ];
        foreach ((string name, TrainableNetwork model, double other) in models)
        {
            model.ComputeThreads = threads;
            double flops = model.Description.Layers.Sum(layer => (double)layer.Flops) + other;
            yield return new Workload($"{name} infer b1", flops, Predict(model, 1));
            yield return new Workload($"{name} infer b32", 32 * flops, Predict(model, 32));
            yield return new Workload($"{name} train b32", 3 * 32 * flops, Train(model, 32));
            yield return new Workload($"{name} train b64", 3 * 64 * flops, Train(model, 64));
        }
    }

    private static Action Predict(TrainableNetwork model, int batch)
    {
        float[] inputs = Inputs(model, batch);
        var outputs = new float[batch * Floats(model.Description.OutputShape)];
        return () => model.Predict(inputs, outputs);
    }

    private static Action Train(TrainableNetwork model, int batch)
    {
        int outputs = Floats(model.Description.OutputShape);
        float[] inputs = Inputs(model, batch);
        float[] targets = model.Description.Loss is { Kind: Loss.SparseCategoricalCrossentropy }
            ? [.. Enumerable.Range(0, batch).Select(i => (float)(i * 7 % outputs))]
            : RandomFloats(batch * outputs);
        var optimizer = new Adam(1e-3f);
        return () => model.TrainStep(inputs, targets, optimizer);
    }

    /// <summary>Numbers of words where the model reads words.</summary>
    private static float[] Inputs(TrainableNetwork model, int batch)
    {
        float[] inputs = RandomFloats(batch * Floats(model.Description.InputShape));
        return model is TextLstm ? Array.ConvertAll(inputs, value => MathF.Floor(value * TextLstm.Words)) : inputs;
    }

    private static int Floats(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private static float[] RandomFloats(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
