using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>A backup is there until what it holds is the caller's, in memory and in a file.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EqualWeights _network = new();

    public void Dispose() => _folder.Dispose();

    private string Backup => _folder["run"];

    private string Finished => _folder["run.finished"];

    [Fact]
    public void A_callback_that_throws_at_the_end_loses_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => Fit(_network, 2,
            new LambdaCallback { TrainEnd = _ => throw new InvalidOperationException("wanted") }));
        Assert.Equal(["run"], _folder.FileNames);

        // Saving what the failed run left does not end it.
        _network.Save(_folder["weights"]);
        Assert.True(File.Exists(Backup));
        var resumed = new EqualWeights();
        int steps = 0;
        Fit(resumed, 2, new LambdaCallback { BatchEnd = _ => steps++ });
        Assert.Equal((0, 4f), (steps, Weight(resumed)));
    }

    /// <summary>Another process, which does not know that this one was given the result.</summary>
    [Fact]
    public void What_was_trained_is_there_until_it_is_saved()
    {
        Fit(_network, 2);
        Assert.Equal(["run.finished"], _folder.FileNames);
        File.Move(Finished, _folder["other.finished"]);
        var second = new EqualWeights();
        var output = new StringWriter();
        History history = Fit(second, 2, _folder["other"], output);
        Assert.Equal((2, 4f), (history.Epochs, Weight(second)));
        Assert.Contains("had come to its end", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["other.finished"], _folder.FileNames);
        second.Save(_folder["weights"]);
        Assert.Equal(["weights"], _folder.FileNames);
    }

    [Fact]
    public void Saving_a_training_state_is_saving()
    {
        var optimizer = EqualWeights.NewOptimizer();
        Fit(_network, 1, optimizer);
        Assert.True(File.Exists(Finished));
        _network.SaveTrainingState(_folder["state"], optimizer);
        Assert.Equal(["state"], _folder.FileNames);
    }

    [Fact]
    public void A_save_that_fails_keeps_it()
    {
        Fit(_network, 1);
        Assert.Throws<DirectoryNotFoundException>(() => _network.Save(_folder["no/such/folder"]));
        Assert.True(File.Exists(Finished));
    }

    /// <summary>What callbacks save is not yet the caller's.</summary>
    [Fact]
    public void Another_run_of_the_process_begins_anew_and_what_its_callbacks_save_ends_nothing()
    {
        Fit(_network, 1);
        bool kept = false;
        Fit(_network, 1, new ModelCheckpoint(_folder["checkpoint"]), new LambdaCallback { TrainEnd = _ => kept = File.Exists(Finished) });
        Assert.True(kept);
        Assert.Equal(4, Weight(_network));
    }

    [Fact]
    public void A_cancelled_run_keeps_its_file()
    {
        using var source = new CancellationTokenSource();
        FitOptions options = NewOptions(3, Backup, null, [new LambdaCallback { EpochEnd = _ => source.Cancel() }]);
        Assert.True(_network.Fit(Data, options, source.Token).IsCancelled);
        Assert.Equal(["run"], _folder.FileNames);
        _network.Save(_folder["weights"]);
        Assert.True(File.Exists(Backup));
    }

    [Fact]
    public void Two_runs_with_one_file_are_told_so()
    {
        string message = "";
        Fit(_network, 1, new LambdaCallback
        {
            EpochBegin = _ => message = Assert.Throws<IOException>(() => Fit(new EqualWeights(), 1)).Message,
        });
        Assert.StartsWith($"{Backup}: another run of Fit, of this process or another one, uses this file", message, StringComparison.Ordinal);
        Assert.Equal(["run.finished"], _folder.FileNames);
        Fit(_network, 1);
    }

    /// <summary>
    /// A log that was deleted is noticed before the weights are replaced, and so is what a callback of the user's own cannot go on from.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_cannot_go_on_changes_nothing(bool ofCsv)
    {
        Callback[] callbacks = [new CsvLogger(_folder["log"]), new Stubborn(),
            new LambdaCallback { EpochEnd = context => Throw(context.Epoch == 1) }];
        Assert.Throws<InvalidOperationException>(() => Fit(_network, 3, callbacks));
        var second = new EqualWeights();
        second.Parameters[0].CopyFrom([.. Enumerable.Repeat(-7f, EqualWeights.Weights)]);
        second.Parameters[1].CopyFrom([.. Enumerable.Repeat(-7f, EqualWeights.Weights)]);
        if (ofCsv)
        {
            File.Delete(_folder["log"]);
        }

        ((Stubborn)callbacks[1]).Refuses = !ofCsv;
        Exception e = Assert.ThrowsAny<Exception>(() => Fit(second, 3, callbacks));
        Assert.Contains(ofCsv ? "bytes that were written before the run was interrupted, but found 0"
            : "stubborn", e.Message, StringComparison.Ordinal);
        Assert.Equal(-7, Weight(second));
        Assert.Equal(!ofCsv, File.Exists(_folder["log"]));
        Assert.True(File.Exists(Backup));

        static void Throw(bool now)
        {
            if (now)
            {
                throw new InvalidOperationException("wanted");
            }
        }
    }

    private static Dataset Data => Dataset.FromArrays(new float[8], [2], new float[8]);

    private static float Weight(EqualWeights network)
    {
        var values = new float[EqualWeights.Weights];
        network.Parameters[1].CopyTo(values);
        return Assert.Single(values.Distinct());
    }

    private History Fit(EqualWeights network, int epochs, params Callback[] callbacks) =>
        network.Fit(Data, NewOptions(epochs, Backup, null, callbacks));

    private History Fit(EqualWeights network, int epochs, Optimizer optimizer) => network.Fit(Data, NewOptions(epochs, Backup, optimizer, []));

    private static History Fit(EqualWeights network, int epochs, string backup, TextWriter output) =>
        network.Fit(Data, NewOptions(epochs, backup, null, [], output));

    private static FitOptions NewOptions(int epochs, string backup, Optimizer? optimizer, Callback[] callbacks, TextWriter? output = null) => new()
    {
        Epochs = epochs,
        BatchSize = 2,
        Optimizer = optimizer ?? EqualWeights.NewOptimizer(),
        Output = output ?? TextWriter.Null,
        Callbacks = [new BackupAndRestore(backup), .. callbacks],
    };

    private sealed class Stubborn : Callback
    {
        public bool Refuses { get; set; }

        public override void RestoreState(StateSection section, TrainingContext context)
        {
            if (Refuses)
            {
                throw new InvalidOperationException("stubborn");
            }
        }
    }
}
