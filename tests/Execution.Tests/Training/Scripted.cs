namespace NetCompiler.Execution.Tests.Training;

/// <summary>Puts made-up values into the logs at the end of each epoch, for the callbacks after it to see.</summary>
internal sealed class Scripted(string name, params double[] values) : Callback
{
    public override void OnEpochEnd(TrainingContext context) => context.Logs[name] = values[context.Epoch];
}

/// <summary>A short run on made-up data.</summary>
internal static class ShortRun
{
    /// <summary>A step an epoch.</summary>
    /// <returns>The network, the history, and what was printed, lines joined by <c>|</c>.</returns>
    public static (TinyRegression Network, History History, string Printed) Fit(int epochs, Optimizer? optimizer, params Callback[] callbacks)
    {
        var network = new TinyRegression(seed: 3);
        var output = new StringWriter { NewLine = "\n" };
        History history = network.Fit(TinyData.Sums(4), new FitOptions
        {
            Epochs = epochs,
            BatchSize = 4,
            Optimizer = optimizer ?? new Sgd(0.1f),
            Callbacks = callbacks,
            Output = output,
            Verbose = false,
        });
        return (network, history, output.ToString().TrimEnd('\n').Replace('\n', '|'));
    }
}
