using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Steps are counted in 64 bits, in memory and in files.</summary>
public sealed class LongRunTests : IDisposable
{
    private const long Many = 3_000_000_000;

    private readonly TemporaryFolder _folder = new();
    private readonly Sgd _optimizer = EqualWeights.NewOptimizer();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_loop_of_more_steps_than_32_bits_count_goes_on()
    {
        var network = new EqualWeights();
        network.SaveTrainingState(_folder["state"], _optimizer);
        Change("state", "network/steps", Many);
        network.LoadTrainingState(_folder["state"], _optimizer);
        network.TrainStep(new float[2], new float[2], _optimizer);
        network.SaveTrainingState(_folder["state"], _optimizer);
        Assert.Equal(Many + 1, StateFile.Read(_folder["state"]).Root.GetInt64("network/steps"));
        network.LoadTrainingState(_folder["state"], _optimizer);
    }

    /// <summary>One epoch of an endless source.</summary>
    [Fact]
    public void An_epoch_of_more_steps_than_32_bits_count_goes_on()
    {
        using var source = new CancellationTokenSource();
        var network = new EqualWeights();
        var data = Dataset.FromArrays(new float[20], [2], new float[20]);
        FitOptions Options(Action<TrainingContext> batchEnd, string? from) => new()
        {
            BatchSize = 2,
            Optimizer = _optimizer,
            Verbose = true,
            Output = TextWriter.Null,
            Callbacks = [new LambdaCallback { BatchEnd = batchEnd },
                new ModelCheckpoint(_folder["at-{batch}"]) { SaveFrequency = SaveFrequency.EverySteps(2) }],
            ResumeFrom = from,
        };

        network.Fit(data, Options(context => { context.SaveState(_folder["state"]); Cancel(); }, null), source.Token);
        Change("state", "fit/step", Many);
        Change("state", "fit/total_steps", Many);
        Change("state", "callback1/state/since_saved", Many);
        (long step, long total) = (0, 0);
        network.Fit(data, Options(context => { (step, total) = (context.Step, context.TotalSteps); context.SaveState(_folder["state"]); },
            _folder["state"]));
        Assert.Equal((Many + 3, Many + 4), (step, total));
        Assert.True(File.Exists(_folder[$"at-{Many + 1}"]));
        Assert.Equal(Many + 4, StateFile.Read(_folder["state"]).Root.GetInt64("fit/total_steps"));

        void Cancel() => source.Cancel();
    }

    /// <summary>A number that does not fit is refused, not cut.</summary>
    [Fact]
    public void A_seed_of_more_bits_is_refused()
    {
        var network = new EqualWeights();
        network.SaveTrainingState(_folder["state"], _optimizer);
        Change("state", "network/seed", Many);
        DamagedFile.AssertRefused(_folder["state"], () => network.LoadTrainingState(_folder["state"], _optimizer));
    }

    private void Change(string file, string name, long value)
    {
        StateTable old = StateFile.Read(_folder[file]);
        var table = new StateTable(old.Path);
        foreach ((string key, object content) in old.Values)
        {
            table.Add(key, key == name ? new[] { value } : content);
        }

        StateFile.Write(table);
    }
}
