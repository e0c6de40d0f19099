using NetCompiler.Tests.Shared;
using Xunit.Abstractions;

namespace NetCompiler.Runtime.Tests.Optimizers;

/// <summary>Twenty steps of each optimizer with recorded gradients, against PyTorch's parameters after each step.</summary>
public sealed class GoldenOptimizerTests(ITestOutputHelper output)
{
    private const UpdateRule Torch = UpdateRule.PyTorch;

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["sgd"] = () => new Sgd(0.05f) { Rule = Torch },
        ["sgd_momentum"] = () => new Sgd(0.02f) { Rule = Torch, Momentum = 0.9f },
        ["sgd_nesterov"] = () => new Sgd(0.02f) { Rule = Torch, Momentum = 0.9f, Nesterov = true },
        ["sgd_weight_decay"] = () => new Sgd(0.05f) { Rule = Torch, WeightDecay = 0.01f },
        ["adam"] = () => new Adam(0.05f) { Rule = Torch, Epsilon = 1e-8f },
        ["adam_amsgrad"] = () => new Adam(0.05f) { Rule = Torch, Epsilon = 1e-8f, AmsGrad = true },
        ["adam_amsgrad_short_memory"] = () => new Adam(0.05f) { Rule = Torch, Epsilon = 1e-8f, AmsGrad = true, Beta2 = 0.8f },
        ["adamw"] = () => new AdamW(0.05f) { Rule = Torch, Epsilon = 1e-8f, WeightDecay = 0.01f },
        ["rmsprop"] = () => new RmsProp(0.02f) { Rule = Torch, Rho = 0.99f, Epsilon = 1e-8f },
        ["rmsprop_centered_momentum"] = () => new RmsProp(0.005f) { Rule = Torch, Rho = 0.99f, Epsilon = 1e-8f, Centered = true, Momentum = 0.9f },
        ["adagrad"] = () => new Adagrad(0.1f) { Rule = Torch, Epsilon = 1e-10f, InitialAccumulator = 0 },
        ["adadelta"] = () => new Adadelta(1f) { Rule = Torch, Rho = 0.9f, Epsilon = 1e-6f },
        ["nadam"] = () => new Nadam(0.05f) { Rule = Torch, Epsilon = 1e-8f, ScheduleDecay = 0.004f },
        ["radam"] = () => new RAdam(0.05f) { Rule = Torch, Epsilon = 1e-8f },
    };

    public static TheoryData<string> Names => new(Optimizers.Keys);

    [Theory, MemberData(nameof(Names))]
    public void Twenty_steps(string name)
    {
        const int Steps = 20, Count = 6, Padded = 8;
        if (Golden.Find("optimizers") is not { } golden)
        {
            output.WriteLine("Skipped: ../shared/golden/optimizers is not there.");
            return;
        }

        Dictionary<string, GoldenTensor> tensors = golden.Read("optimizers");
        float[] expected = tensors[name + ".param"].Values, recorded = tensors[name + ".grad"].Values;
        float[] values = new float[Padded], gradients = new float[Padded];
        expected.AsSpan(0, Count).CopyTo(values);
        Optimizer optimizer = Optimizers[name]();
        for (int step = 0; step < Steps; step++)
        {
            recorded.AsSpan(step * Count, Count).CopyTo(gradients);
            optimizer.Step(values, gradients);
            Golden.AssertClose(
                $"step {step + 1}", values.AsSpan(0, Count), expected.AsSpan((step + 1) * Count, Count), golden.Tolerance("param"));
        }

        Assert.Equal(Steps, optimizer.Iterations);
    }
}
