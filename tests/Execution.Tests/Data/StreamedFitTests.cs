using System.Runtime.InteropServices;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Data;

[Network, Input(8, 8, 4)]
[Flatten]
[Dense(17, Activation = Activation.Relu)]
[Dense(5, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class StreamedNetwork;

/// <summary>Training on a file that stays on the disk: the same bits as from memory, and memory that does not follow the file's size.</summary>
public sealed class StreamedFitTests : IDisposable
{
    private const int InputFloats = 256, Classes = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Streaming_trains_the_same_weights_as_a_set_in_memory(bool shuffle)
    {
        const int Samples = 203;
        var random = new Random(2);
        float[] inputs = [.. Enumerable.Range(0, Samples * InputFloats).Select(_ => random.NextSingle())];
        float[] labels = [.. Enumerable.Range(0, Samples).Select(_ => (float)random.Next(Classes))];
        string path = Path.Combine(_folder.FullName, "data.safetensors");
        SafeTensors.Write(path, [new TensorData("x", [Samples, 8, 8, 4], inputs), new TensorData("y", [Samples], labels)]);

        float[] expected = Train(Dataset.FromArrays(inputs, [8, 8, 4], labels), shuffle);
        IDataSource streamed = DataSource.FromSafeTensors(path, "x", "y");
        Assert.Equal(expected, Train(streamed, shuffle));
        Assert.Equal(expected, Train(streamed.Prefetch(3), shuffle));
        Assert.NotEqual(expected, Train(streamed.Prefetch(3), !shuffle));
    }

    [Fact]
    public void A_stage_that_shuffles_and_augments_gives_the_same_weights_with_and_without_reading_ahead()
    {
        IDataSource data = DataSource.FromNpy(WriteInputs(300), WriteLabels(300)).Shuffle(64).RandomFlip().RandomTranslation(0.2f,
            0.2f).GaussianNoise(0.1f);
        Assert.Equal(Train(data, shuffle: true, threads: 1), Train(data.Prefetch(2), shuffle: true, threads: 2));
    }

    /// <summary>64 MB of floats: neither the thread that trains nor the one that reads allocates more than buffers.</summary>
    [Fact]
    public void Memory_does_not_follow_the_size_of_the_file()
    {
        const int Samples = 65_536;
        const long MemoryLimit = 8 << 20;
        long allocated = 0, thread = 0;
        PrefetchSource data = DataSource.FromNpy(WriteInputs(Samples), WriteLabels(Samples)).Shuffle(2048).Map((_, _, _) =>
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            thread = Environment.CurrentManagedThreadId;
        }).Prefetch(4);
        var network = new StreamedNetwork(seed: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Fit(data, new FitOptions { BatchSize = 256, Optimizer = new Sgd(0.01f), Verbose = false, Threads = 1 });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        Assert.InRange(allocated, 0, MemoryLimit);
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.NotEqual(0, thread);
        Assert.Equal(Samples, data.Statistics.Samples);
    }

    private static float[] Train(IDataSource data, bool shuffle, int threads = 2)
    {
        var network = new StreamedNetwork(seed: 3);
        network.Fit(data, new FitOptions { Epochs = 2, BatchSize = 16, Optimizer = new Adam(1e-2f), Shuffle = shuffle, Seed = 4, Verbose = false,
            Threads = threads });
        return network.Weights();
    }

    private string WriteInputs(int samples) => Write("inputs.npy", samples, [8, 8, 4]);

    private string WriteLabels(int samples) => Write("labels.npy", samples, []);

    private string Write(string name, int samples, int[] shape)
    {
        string path = Path.Combine(_folder.FullName, name);
        using FileStream file = File.Create(path);
        file.Write(NpyHeader.Write(NpyType.Single, [samples, .. shape]));
        var sample = new float[shape.Length == 0 ? 1 : InputFloats];
        for (int i = 0; i < samples; i++)
        {
            for (int j = 0; j < sample.Length; j++)
            {
                sample[j] = ((i * 7) + j) % Classes;
            }

            file.Write(MemoryMarshal.AsBytes(sample.AsSpan()));
        }

        return path;
    }
}
