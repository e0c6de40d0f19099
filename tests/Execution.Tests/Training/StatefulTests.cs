using NetCompiler.Runtime.Tests;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Layers whose states go on from training step to training step.</summary>
public sealed class StatefulTests
{
    private static float[] Numbers(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin((i * 1.7f) + seed))];

    private static float[][] Gradients(TrainableNetwork network) => [.. network.Parameters.Select(parameter => parameter.Gradient())];

    [Fact]
    public void A_sequence_in_two_batches_is_the_whole_one_whose_gradient_ends_between_them()
    {
        const int samples = 11;
        var (following, whole) = (new FollowingLstm(1), new WholeLstm(2));
        Assert.Equal(following.Parameters.Count, whole.CopyParametersFrom(following));
        float[] first = Numbers(samples * 9, 3), second = Numbers(samples * 9, 4), wanted = Numbers(samples * 4, 5);
        float[] joined = [.. Enumerable.Range(0, samples).SelectMany(n => first[(n * 9)..][..9].Concat(second[(n * 9)..][..9]))];

        following.TrainStep(first, wanted, new Sgd(0));
        float[] outputs = new float[samples * 4], expected = new float[samples * 4];
        float loss = following.ComputeGradients(second, wanted, outputs);
        Assert.Equal(whole.ComputeGradients(joined, wanted, expected), loss);
        Assert.Equal(expected, outputs);
        Assert.All(Gradients(whole).Zip(Gradients(following)), pair =>
            Assert.All(pair.First.Zip(pair.Second), values => Assert.Equal(values.First, values.Second, 1e-6f)));

        // Gradients alone leave the states; predictions begin with zeros, as training does after a reset.
        Assert.Equal(loss, following.ComputeGradients(second, wanted));
        following.Predict(second, expected);
        Assert.NotEqual(expected, outputs);
        following.ResetStates();
        following.ComputeGradients(second, wanted, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        float[][] Train(int threads)
        {
            var network = new FollowingStack(3) { ComputeThreads = threads };
            var (optimizer, random) = (new Adam(), new Random(4));
            for (int step = 0; step < 4; step++)
            {
                network.TrainStep([.. Enumerable.Range(0, 70 * 5).Select(_ => (float)random.Next(9))], Numbers(140, step), optimizer);
            }

            return [.. network.Parameters.Select(parameter => parameter.Values())];
        }

        Assert.Equal(Train(1), Train(3));
    }

    [Fact]
    public void A_saved_training_state_goes_on_with_the_states()
    {
        using var folder = new TemporaryFolder();
        string path = folder["state"];
        var (network, optimizer) = (new FollowingLstm(5), new Adam());
        float[] x = Numbers(7 * 9, 6), wanted = Numbers(7 * 4, 7);
        network.TrainStep(x, wanted, optimizer);
        network.SaveTrainingState(path, optimizer);
        float[] losses = [network.TrainStep(x, wanted, optimizer), network.TrainStep(x, wanted, optimizer)];

        var (other, again) = (new FollowingLstm(8), new Adam());
        other.LoadTrainingState(path, again);
        Assert.Equal(losses, (float[])[other.TrainStep(x, wanted, again), other.TrainStep(x, wanted, again)]);
    }

    [Fact]
    public void Fit_goes_on_and_a_callback_resets()
    {
        float[] x = Numbers(12 * 9, 8), wanted = Numbers(12 * 4, 9);
        double[] Losses(Action<FollowingLstm>? before)
        {
            var network = new FollowingLstm(6);
            Callback[] callbacks = before is null ? [] : [new LambdaCallback { EpochBegin = _ => before(network) }];
            History history = network.Fit(Dataset.FromArrays(x, [3, 3], wanted), new FitOptions
            {
                Epochs = 2, BatchSize = 4, Shuffle = false, Verbose = false, Optimizer = new Sgd(0), Callbacks = callbacks,
            });
            return [.. history["loss"]];
        }

        double[] reset = Losses(network => network.ResetStates()), going = Losses(null);
        Assert.Equal(reset[0], reset[1]);
        Assert.Equal(reset[0], going[0]);
        Assert.NotEqual(going[0], going[1]);
    }

    [Fact]
    public void Batches_of_other_sizes_and_shuffled_ones_are_refused()
    {
        var network = new FollowingLstm(6);
        network.TrainStep(Numbers(27, 1), Numbers(12, 2), new Sgd());
        var size = Assert.Throws<ArgumentException>(() => network.TrainStep(Numbers(18, 1), Numbers(8, 2), new Sgd()));
        Assert.StartsWith("'FollowingLstm' has stateful layers, whose states are those of a batch of 3 samples; got 2. After ResetStates",
            size.Message);
        network.ResetStates();
        network.TrainStep(Numbers(18, 1), Numbers(8, 2), new Sgd());

        Dataset data = Dataset.FromArrays(Numbers(90, 1), [3, 3], Numbers(40, 2));
        var shuffled = Assert.Throws<ArgumentException>(() => network.Fit(data, new FitOptions { BatchSize = 5 }));
        Assert.StartsWith("'FollowingLstm' has stateful layers, for which samples follow those of the batch before; set FitOptions.Shuffle",
            shuffled.Message);
        var rest = Assert.Throws<ArgumentException>(() => network.Fit(data, new FitOptions { BatchSize = 4, Shuffle = false }));
        Assert.StartsWith("'FollowingLstm' has stateful layers, for which all batches have the same size; of 10 samples in batches of 4, the last "
            + "has 2.", rest.Message);
    }
}
