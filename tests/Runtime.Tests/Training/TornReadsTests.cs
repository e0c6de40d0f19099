using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Training;

public sealed class TornReadsTests
{
    /// <summary>tests/stress.sh does the same for a minute.</summary>
    [Fact]
    public void Weights_that_are_read_beside_training_are_whole_or_refused()
    {
        (IReadOnlyList<TornReads.Count> counts, long changes) = TornReads.Run(TimeSpan.FromSeconds(2));
        Assert.All(counts, count => Assert.Equal(0, count.Torn));
        Assert.All(counts, count => Assert.True(count.Whole > 0 && count.Refused > 0, count.ToString()));
        Assert.True(changes > 10);
    }

    [Fact]
    public void Every_reader_is_refused_on_another_thread_during_a_fit()
    {
        var network = new EqualWeights();
        var other = new EqualWeights();
        var data = Dataset.FromArrays(new float[8], [2], new float[8]);
        using var folder = new TemporaryFolder();
        string[] refused = [];
        network.Fit(data, new FitOptions { Verbose = false, Callbacks = [new LambdaCallback { BatchEnd = _ => refused = OnAnotherThread(TryAll) }] });
        Assert.Equal(["copy", "gradient", "parameters", "save", "state", "predict", "gradients", "evaluate"], refused);
        Assert.Equal([], TryAll());
        Assert.Equal(["0"], Directory.GetFiles(folder["."])
            .Where(file => file.EndsWith(".unfinished", StringComparison.Ordinal)).DefaultIfEmpty("0"));

        string[] TryAll() =>
        [
            .. Try("copy", () => network.Parameters[0].CopyTo(new float[EqualWeights.Weights])),
            .. Try("gradient", () => network.Parameters[0].CopyGradientTo(new float[EqualWeights.Weights])),
            .. Try("parameters", () => other.CopyParametersFrom(network)),
            .. Try("save", () => network.Save(folder["a.safetensors"])),
            .. Try("state", () => network.SaveTrainingState(folder["a.state"], new Sgd())),
            .. Try("predict", () => network.Predict([0, 0], new float[2])),
            .. Try("gradients", () => new IntegratedGradients(network).Explain([1, 1], 0, new float[2])),
            .. Try("evaluate", () => network.Evaluate(data)),
        ];
    }

    private static string[] Try(string name, Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (InvalidOperationException e) when (e.Message.Contains("is being trained", StringComparison.Ordinal))
        {
            return [name];
        }
    }

    private static string[] OnAnotherThread(Func<string[]> work)
    {
        string[] result = [];
        var thread = new Thread(() => result = work());
        thread.Start();
        thread.Join();
        return result;
    }
}
