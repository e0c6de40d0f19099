namespace NetCompiler.Reports.Tests;

public sealed class NormsRecorderTests
{
    [Fact]
    public void Norms_are_roots_of_sums_of_squares_over_a_layers_parameters()
    {
        // y = w x + b with w = 3, b = 4 and x = 1, 2: two steps an epoch; a learning rate of 0 leaves the weights.
        var network = new Line();
        network.Parameters[0].CopyFrom([3]);
        network.Parameters[1].CopyFrom([4]);
        var norms = new NormsRecorder();
        network.Fit(
            Dataset.FromArrays([1f, 2], [1], [6f, 0]),
            new FitOptions { Epochs = 2, BatchSize = 1, Shuffle = false, Optimizer = new Sgd(0), Callbacks = [norms] });

        // Errors 1 and 10: gradients (2, 2) and (40, 20).
        double mean = (Math.Sqrt(4 + 4) + Math.Sqrt(1600 + 400)) / 2;
        LayerNorms layer = Assert.Single(norms.Layers);
        Assert.Equal("dense", layer.Name);
        Assert.Equal([0, 1], norms.Epochs);
        Assert.Equal([5.0, 5.0], layer.Weights);
        Assert.Equal([mean, mean], layer.Gradients);
    }

    [Fact]
    public void A_second_run_begins_anew()
    {
        var norms = new NormsRecorder();
        var options = new FitOptions { Callbacks = [norms] };
        Dataset data = Dataset.FromArrays([1f, 2], [1], [6f, 0]);
        new Line().Fit(data, options);
        new Line().Fit(data, options);
        Assert.Equal([0], norms.Epochs);
        Assert.Single(norms.Layers[0].Weights);
    }

    /// <summary>Stopped within the second of three epochs of two steps.</summary>
    [Fact]
    public void A_run_that_goes_on_goes_on_recording()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-");
        try
        {
            Dataset data = Dataset.FromArrays([1f, 2], [1], [6f, 0]);
            NormsRecorder whole = new(), stopped = new(), resumed = new();
            FitOptions Options(params Callback[] callbacks) => new() { Epochs = 3, BatchSize = 1, Callbacks = callbacks };
            new Line().Fit(data, Options(whole));

            string path = Path.Combine(folder.FullName, "run");
            var backup = new BackupAndRestore(path) { SaveFrequency = SaveFrequency.EverySteps(1) };
            Assert.Throws<InvalidOperationException>(() => new Line().Fit(data, Options(stopped, backup, new FailAt(4))));
            new Line().Fit(data, Options(resumed, new BackupAndRestore(path), new FailAt(-1)));

            Assert.Equal([0], stopped.Epochs);
            Assert.Equal([0, 1, 2], resumed.Epochs);
            Assert.Equal(whole.Layers[0].Weights, resumed.Layers[0].Weights);
            Assert.Equal(whole.Layers[0].Gradients, resumed.Layers[0].Gradients);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class FailAt(int step) : Callback
    {
        private int _steps;

        public override void OnBatchBegin(TrainingContext context) => _ = ++_steps == step ? throw new InvalidOperationException() : 0;
    }
}

[Network, Input(1)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Line;
