namespace NetCompiler.Execution.Tests.Golden;

/// <summary>PyTorch's update rules with the settings of the recorded trajectories.</summary>
internal static class TorchOptimizers
{
    public static Optimizer Adam() => new Adam(1e-3f) { Epsilon = 1e-8f, Rule = UpdateRule.PyTorch };

    public static Optimizer AdamW(float rate, float beta2, float decay) =>
        new AdamW(rate) { Beta2 = beta2, Epsilon = 1e-8f, WeightDecay = decay, Rule = UpdateRule.PyTorch };

    public static Optimizer NesterovSgd() => new Sgd(0.05f) { Momentum = 0.9f, Nesterov = true, Rule = UpdateRule.PyTorch };

    public static Optimizer RmsProp() => new RmsProp(1e-3f) { Rho = 0.99f, Epsilon = 1e-8f, Rule = UpdateRule.PyTorch };

    public static Optimizer Adagrad() => new Adagrad(1e-2f) { InitialAccumulator = 0, Epsilon = 1e-10f, Rule = UpdateRule.PyTorch };
}
