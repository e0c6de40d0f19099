using NetCompiler.Runtime.Tests;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Weights;

/// <summary>First values are drawn when somebody needs them; nobody may see anything else.</summary>
public sealed partial class FirstValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_predicts_who_reads_and_who_trains_first_meets_the_same_values()
    {
        float[] input = [0.25f, -0.5f, 1], expected = Predict(new TwoLayers(seed: 3), input);
        var reader = new TwoLayers(seed: 3);
        float[][] values = [.. reader.Parameters.Select(p => p.Values())];
        Assert.Equal(expected, Predict(reader, input));

        var trainer = new TwoLayers(seed: 3);
        trainer.TrainStep(input, [1, 0], new Sgd(0));
        Assert.Equal(values, trainer.Parameters.Select(p => p.Values()));
        Assert.Equal(expected, Predict(trainer, input));
    }

    [Fact]
    public void Setting_one_parameter_first_leaves_the_others_their_first_values()
    {
        var network = new TwoLayers(seed: 3);
        network.Parameters[0].CopyFrom(new float[network.Parameters[0].Count]);
        Assert.All(network.Parameters[0].Values(), value => Assert.Equal(0, value));
        Assert.Equal(new TwoLayers(seed: 3).Parameters.Skip(1).Select(p => p.Values()), network.Parameters.Skip(1).Select(p => p.Values()));
    }

    [Fact]
    public void Loading_first_gives_what_was_saved()
    {
        var saved = new TwoLayers(seed: 3);
        string path = _folder["x.safetensors"];
        saved.Save(path);
        var loaded = new TwoLayers(seed: 4);
        loaded.LoadWeights(path);
        Assert.Equal(saved.Parameters.Select(p => p.Values()), loaded.Parameters.Select(p => p.Values()));

        var report = new TwoLayers(seed: 4);
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<ModelFileException>(() => report.LoadWeights(path));
        Assert.Equal(new TwoLayers(seed: 4).Parameters.Select(p => p.Values()), report.Parameters.Select(p => p.Values()));
    }

    [Fact]
    public void Many_threads_that_come_first_at_once_meet_the_same_values()
    {
        float[] input = [0.25f, -0.5f, 1], expected = Predict(new TwoLayers(seed: 3), input);
        for (int round = 0; round < 200; round++)
        {
            var network = new TwoLayers(seed: 3);
            var found = new float[4][];
            Parallel.For(0, found.Length, i => found[i] = Predict(network, input));
            Assert.All(found, output => Assert.Equal(expected, output));
        }
    }

    private static float[] Predict(TwoLayers network, float[] input)
    {
        var output = new float[2];
        network.Predict(input, output);
        return output;
    }

    [Network, Input(3), Dense(20, Activation = Activation.Tanh), LayerNormalization, Dense(2)]
    [Loss(Loss.MeanSquaredError)]
    private sealed partial class TwoLayers;
}
