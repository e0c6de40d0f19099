using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>States that are saved and loaded by hand, cancelled runs, and states that are refused.</summary>
public sealed class TrainingStateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-");

    private string State => Path.Combine(_folder.FullName, "run.state");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_loop_of_steps_goes_on()
    {
        var network = new TinyClassifier(seed: 1);
        var optimizer = new Adam(0.01f) { UseEma = true };
        TrainSteps(network, optimizer, 0, 3);
        network.SaveTrainingState(State, optimizer);
        TrainSteps(network, optimizer, 3, 6);
        optimizer.OverwriteWithAverage();

        var other = new TinyClassifier(seed: 2);
        var otherOptimizer = new Adam(0.5f) { UseEma = true };
        other.LoadTrainingState(State, otherOptimizer);
        Assert.Equal(0.01f, otherOptimizer.LearningRate);
        Assert.Equal(3, otherOptimizer.Iterations);
        TrainSteps(other, otherOptimizer, 3, 6);
        otherOptimizer.OverwriteWithAverage();
        Assert.Equal(network.Weights(), other.Weights());
    }

    [Fact]
    public void A_run_goes_on_from_a_named_state()
    {
        var saver = new LambdaCallback { BatchEnd = context => SaveAt(context, epoch: 1, step: 0) };
        float[] expected = FitClassifier(new FitOptions { Callbacks = [saver] });
        Assert.Equal(expected, FitClassifier(new FitOptions { Callbacks = [new LambdaCallback()], ResumeFrom = State }));
        Assert.True(File.Exists(State));

        void SaveAt(TrainingContext context, int epoch, int step)
        {
            if (context.Epoch == epoch && context.Step == step)
            {
                context.SaveState(State);
            }
        }
    }

    /// <summary>The token cancels at some step; the same call again ends as if it had not.</summary>
    [Fact]
    public void A_cancelled_run_goes_on()
    {
        float[] expected = FitClassifier(new FitOptions { Callbacks = [new LambdaCallback(), new BackupAndRestore(State)] });
        for (int step = 1; step <= 6; step++)
        {
            using var source = new CancellationTokenSource();
            var cancel = new LambdaCallback { BatchEnd = context => Cancel(context.TotalSteps == step) };
            var history = new TinyClassifier(seed: 1).Fit(TinyData.Classes(20),
                Options(new FitOptions { Callbacks = [cancel, new BackupAndRestore(State)] }), source.Token);
            Assert.True(history.IsCancelled);
            Assert.True(File.Exists(State));
            Assert.Equal(expected, FitClassifier(new FitOptions { Callbacks = [new LambdaCallback(), new BackupAndRestore(State)] }));
            Assert.False(File.Exists(State));

            void Cancel(bool now)
            {
                if (now)
                {
                    source.Cancel();
                }
            }
        }
    }

    [Fact]
    public void A_checkpoint_may_be_kept()
    {
        FitClassifier(new FitOptions { Callbacks = [new BackupAndRestore(State) { DeleteCheckpoint = false }] });
        Assert.True(File.Exists(State));

        // The run has ended: nothing is left to do, and the weights are the same.
        History history = new TinyClassifier(seed: 9).Fit(TinyData.Classes(20),
            Options(new FitOptions { Callbacks = [new BackupAndRestore(State)] }));
        Assert.Equal(2, history.Epochs);
    }

    [Fact]
    public void A_state_of_another_run_is_refused_and_nothing_is_changed()
    {
        FitClassifier(new FitOptions { Callbacks = [new BackupAndRestore(State) { DeleteCheckpoint = false }] });
        Callback[] callbacks = [new BackupAndRestore(State)];
        AssertRefused("a batch size of 16, but found 8", new TinyClassifier(), new FitOptions { BatchSize = 16, Callbacks = callbacks });
        AssertRefused("FitOptions.Seed of 1, but found 0", new TinyClassifier(), new FitOptions { BatchSize = 8, Seed = 1, Callbacks = callbacks });
        AssertRefused("FitOptions.Shuffle (0 or 1) of 0", new TinyClassifier(),
            new FitOptions { BatchSize = 8, Shuffle = false, Callbacks = callbacks });
        AssertRefused("metrics, 1, but found 0", new TinyClassifier(),
            new FitOptions { BatchSize = 8, Metrics = [new Accuracy()], Callbacks = callbacks });
        AssertRefused("callbacks, 2, but found 1", new TinyClassifier(),
            new FitOptions { BatchSize = 8, Callbacks = [.. callbacks, new LambdaCallback()] });
        AssertRefused("the optimizer 'Sgd', but found 'Adam'", new TinyClassifier(),
            new FitOptions { BatchSize = 8, Optimizer = new Sgd(), Callbacks = callbacks });
        AssertRefused("state per parameter, 3, but found 2", new TinyClassifier(),
            new FitOptions { BatchSize = 8, Optimizer = new Adam { UseEma = true }, Callbacks = callbacks });
        AssertRefused("samples, 19, but found 20", new TinyClassifier(), new FitOptions { BatchSize = 8, Callbacks = callbacks }, samples: 19);
        AssertRefused("the network 'TinyBinary', but found 'TinyClassifier'", new TinyBinary(),
            new FitOptions { BatchSize = 8, Callbacks = callbacks });
    }

    [Fact]
    public void A_state_of_another_callback_is_refused()
    {
        FitClassifier(new FitOptions { Callbacks = [new EarlyStopping { Monitor = "loss" },
            new BackupAndRestore(State) { DeleteCheckpoint = false }] });
        AssertRefused(
            "callback 0 to be 'TerminateOnNaN', but found 'EarlyStopping'", new TinyClassifier(),
            new FitOptions { BatchSize = 8, Callbacks = [new TerminateOnNaN(), new BackupAndRestore(State)] });
    }

    [Fact]
    public void A_damaged_state_is_refused_and_nothing_is_changed()
    {
        FitClassifier(new FitOptions { Callbacks = [new BackupAndRestore(State) { DeleteCheckpoint = false }] });
        byte[] bytes = File.ReadAllBytes(State);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(State, bytes);
        AssertRefused("the file is damaged", new TinyClassifier(), new FitOptions { BatchSize = 8, Callbacks = [new BackupAndRestore(State)] });

        var network = new TinyClassifier();
        float[] before = network.Weights();
        Assert.Throws<ModelFileException>(() => network.LoadTrainingState(State, new Adam()));
        Assert.Equal(before, network.Weights());
    }

    [Fact]
    public void A_state_without_a_position_is_no_run()
    {
        var network = new TinyClassifier();
        network.SaveTrainingState(State, new Adam());
        AssertRefused("without a position in an epoch", new TinyClassifier(), new FitOptions { BatchSize = 8, ResumeFrom = State });
        Assert.Throws<FileNotFoundException>(() => network.Fit(TinyData.Classes(4), new FitOptions { ResumeFrom = State + "x" }));
    }

    private static void TrainSteps(TinyClassifier network, Optimizer optimizer, int first, int end)
    {
        for (int step = first; step < end; step++)
        {
            Dataset data = TinyData.Classes(8, seed: step);
            network.TrainStep(data.Inputs(0, 8), data.Targets(0, 8), optimizer);
        }
    }

    private static float[] FitClassifier(FitOptions options)
    {
        var network = new TinyClassifier(seed: 1);
        network.Fit(TinyData.Classes(20), Options(options));
        return network.Weights();
    }

    /// <summary>Two epochs of three steps.</summary>
    private static FitOptions Options(FitOptions options) =>
        new() { Epochs = 2, BatchSize = 8, Callbacks = options.Callbacks, ResumeFrom = options.ResumeFrom };

    private void AssertRefused(string reason, TrainableNetwork network, FitOptions options, int samples = 20)
    {
        float[] before = network.Weights();
        byte[] file = File.ReadAllBytes(State);
        ModelFileException error = Assert.Throws<ModelFileException>(() => network.Fit(TinyData.Classes(samples), options));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(State, error.Path);
        Assert.Equal(before, network.Weights());
        Assert.Equal(file, File.ReadAllBytes(State));
        Assert.Equal(0, options.Optimizer?.Iterations ?? 0);
    }
}
