namespace NetCompiler.Runtime.Tests.Optimizers;

/// <summary>An update on several threads changes no bit.</summary>
public sealed class SharedSweepTests
{
    private const int Floats = 100_008;

    public static TheoryData<string> Optimizers => new(Make.Keys);

    private static Dictionary<string, Func<Optimizer>> Make { get; } = new(StringComparer.Ordinal)
    {
        ["Sgd"] = () => new Sgd(0.1f) { WeightDecay = 0.01f },
        ["Momentum"] = () => new Sgd(0.1f) { Momentum = 0.9f, Nesterov = true, Rule = UpdateRule.PyTorch, WeightDecay = 0.01f },
        ["Adam"] = () => new Adam { AmsGrad = true, GlobalClipNorm = 1 },
        ["Averaged"] = () => new Adam { UseEma = true, EmaMomentum = 0.5f, ClipValue = 0.3f },
        ["RmsProp"] = () => new RmsProp { Centered = true, Momentum = 0.5f },
        ["Adadelta"] = () => new Adadelta(),
        ["Nadam"] = () => new Nadam { GradientAccumulationSteps = 2 },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Is_the_same_on_any_number_of_threads(string name)
    {
        using var three = new WorkerPool(3);
        Assert.Equal(Run(Make[name](), WorkerPool.Alone), Run(Make[name](), three));
    }

    private static float[] Run(Optimizer optimizer, WorkerPool pool)
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, Floats).Select(_ => random.NextSingle() - 0.5f)];
        for (int step = 0; step < 4; step++)
        {
            float[] gradients = [.. Enumerable.Range(0, Floats).Select(_ => random.NextSingle() - 0.5f)];
            optimizer.Step(values, gradients, pool);
        }

        return values;
    }
}
