namespace NetCompiler.Execution.Tests.Training;

/// <summary>A network with so much work for a sample that a batch of a few is worth several threads.</summary>
[Network, Input(20, 20, 8), Conv2D(64, 3, Activation = Activation.Gelu), MaxPool2D(2), Conv2D(32, 3), GlobalAveragePool2D, Dense(7)]
internal sealed partial class LargeSamples;

/// <summary>Predictions of batches on several threads.</summary>
public sealed class ParallelPredictionTests
{
    private const int Most = 37;

    private static readonly float[] Inputs = Numbers(Most * 20 * 20 * 8);

    [Fact]
    public void Give_the_bits_of_one_thread_for_any_batch()
    {
        var network = new LargeSamples(seed: 3);
        foreach (int count in (int[])[1, 2, 3, 5, 8, 16, 33, Most])
        {
            float[] alone = Predict(network, count, 1);
            Assert.All((int[])[2, 3, 64], threads => Assert.Equal(alone, Predict(network, count, threads)));
        }
    }

    [Fact]
    public void Of_many_callers_at_once_are_those_of_each_alone()
    {
        var networks = new LargeSamples[] { new(seed: 3), new(seed: 4) };
        float[][] expected = [.. networks.Select(network => Predict(network, Most, 1))];
        Array.ForEach(networks, network => network.ComputeThreads = 2);
        Parallel.For(0, 64, i => Assert.Equal(expected[i % 2], Predict(networks[i % 2], Most, 2)));
    }

    [Fact]
    public void Allocate_nothing_once_the_threads_are_there()
    {
        var network = new LargeSamples(seed: 3) { ComputeThreads = 2 };
        var outputs = new float[Most * 7];
        for (int i = 0; i < 20; i++)
        {
            network.Predict(Inputs, outputs);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Predict(Inputs, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Want_a_thread_at_least() => Assert.Throws<ArgumentOutOfRangeException>(() => new LargeSamples(0) { ComputeThreads = 0 });

    private static float[] Predict(LargeSamples network, int count, int threads)
    {
        network.ComputeThreads = threads;
        var outputs = new float[count * 7];
        network.Predict(Inputs.AsSpan(0, count * network.InputFloats), outputs);
        return outputs;
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
