using System.IO.Compression;
using NetCompiler.Runtime.Tests;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Weights;

/// <summary>Weights in streams and in memory: the same bytes and the same rules as for files.</summary>
public sealed class WeightStreamTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(WeightLayout.Keras)]
    [InlineData(WeightLayout.PyTorch)]
    public void A_stream_gets_the_bytes_of_a_file(WeightLayout layout)
    {
        var network = new SmallImageNetwork(seed: 1);
        network.Save(folder["x.safetensors"], layout);
        using var stream = new MemoryStream();
        network.Save(stream, layout);
        Assert.Equal(File.ReadAllBytes(folder["x.safetensors"]), stream.ToArray());
    }

    [Fact]
    public void Is_read_from_its_position_to_its_end_and_stays_open()
    {
        var network = new SmallImageNetwork(seed: 1);
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3, 4, 5]);
        network.Save(stream);
        stream.Position = 5;
        var loaded = new SmallImageNetwork(seed: 2);
        loaded.LoadWeights(stream);
        Assert.Equal(network.Weights(), loaded.Weights());
        Assert.Equal(stream.Length, stream.Position);
        stream.Position = 5;
        Assert.Equal(network.Weights(), SmallImageNetwork.Load(stream).Weights());
    }

    [Fact]
    public void Need_not_seek()
    {
        var network = new SmallImageNetwork(seed: 1);
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            network.Save(zip);
        }

        packed.Position = 0;
        using var unzip = new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal(network.Weights(), SmallImageNetwork.Load(unzip).Weights());
    }

    [Fact]
    public void Bytes_are_a_file_of_either_kind()
    {
        var network = new SmallImageNetwork(seed: 1);
        network.Save(folder["x.npz"], WeightLayout.PyTorch);
        network.Save(folder["x.safetensors"], WeightLayout.PyTorch);
        foreach (string file in (string[])["x.npz", "x.safetensors"])
        {
            byte[] bytes = File.ReadAllBytes(folder[file]);
            Assert.Equal(network.Weights(), SmallImageNetwork.Load(bytes, WeightLayout.PyTorch).Weights());
            Assert.True(network.InspectWeights(bytes, WeightLayout.PyTorch).Fits);
            using FileStream stream = File.OpenRead(folder[file]);
            Assert.Equal(network.Weights(), SmallImageNetwork.Load(stream, WeightLayout.PyTorch).Weights());
        }
    }

    [Fact]
    public void Parts_are_taken_from_streams_and_bytes_too()
    {
        var network = new SmallImageNetwork(seed: 1);
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        OtherHead first = new(seed: 2), second = new(seed: 2);
        Assert.Equal(first.LoadWeights(stream, WeightMatch.Partial).ToString(), second.LoadWeights(stream.ToArray(), WeightMatch.Partial).ToString());
        Assert.Equal(first.Weights(), second.Weights());
        Assert.Equal(network.Parameters[0].Values(), first.Parameters[0].Values());
    }

    [Fact]
    public void A_network_without_parameters_is_saved_and_loaded_too()
    {
        var network = new Doubled();
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        network.LoadWeights(stream);
        network.LoadWeights(stream.ToArray());
        Assert.True(network.InspectWeights(stream.ToArray()).Fits);
    }

    [Fact]
    public void Texts_of_ones_own_are_in_a_stream_too()
    {
        using var stream = new MemoryStream();
        new SmallImageNetwork(seed: 1).Save(stream, metadata: new Dictionary<string, string> { ["labels"] = "a b c" });
        stream.Position = 0;
        Assert.Equal("a b c", SafeTensors.ReadMetadata(stream)["labels"]);
        Assert.Equal("a b c", SafeTensors.ReadMetadata(stream.ToArray())["labels"]);
    }

    [Fact]
    public void Tensors_go_through_streams()
    {
        TensorData[] tensors = [new("a", [2], [1, 2]), new("b", [], [3])];
        using MemoryStream safe = new(), npz = new(), zipped = new();
        SafeTensors.Write(safe, tensors);
        NpzFile.Write(npz, tensors);
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            NpzFile.Write(zip, tensors, compress: true);
        }

        (safe.Position, npz.Position, zipped.Position) = (0, 0, 0);
        using var unzipped = new GZipStream(zipped, CompressionMode.Decompress);
        foreach (IReadOnlyList<TensorData> read in (IReadOnlyList<TensorData>[])
            [SafeTensors.Read(safe), SafeTensors.Read(safe.ToArray()), NpzFile.Read(npz), NpzFile.Read(npz.ToArray()), NpzFile.Read(unzipped)])
        {
            Assert.Equal(["a", "b"], read.Select(tensor => tensor.Name));
            Assert.Equal([1, 2, 3], read.SelectMany(tensor => tensor.Values));
        }
    }

    [Fact]
    public void What_is_wrong_is_said_of_the_stream()
    {
        var network = new SmallImageNetwork(seed: 1);
        float[] before = network.Weights();
        using var stream = new MemoryStream([1, 2, 3]);
        Assert.StartsWith("stream, byte 0: expected at least 8 bytes", Assert.Throws<ModelFileException>(() => network.LoadWeights(stream)).Message);
        Assert.StartsWith("bytes, byte 0: expected at least 8 bytes",
            Assert.Throws<ModelFileException>(() => network.LoadWeights(ReadOnlySpan<byte>.Empty)).Message);
        folder.Write("x.safetensors", 1, 2, 3);
        using FileStream file = File.OpenRead(folder["x.safetensors"]);
        Assert.StartsWith(folder["x.safetensors"], Assert.Throws<ModelFileException>(() => network.LoadWeights(file)).Message);
        Assert.Equal(before, network.Weights());
    }

    [Fact]
    public void Refuses_a_stream_of_the_wrong_direction()
    {
        var network = new SmallImageNetwork(seed: 1);
        using var fixedStream = new MemoryStream(new byte[10], writable: false);
        Assert.StartsWith("Expected a stream that can be written.", Assert.Throws<ArgumentException>(() => network.Save(fixedStream)).Message);
        using FileStream written = File.Create(folder["x"], 1, FileOptions.None);
        using var deflate = new DeflateStream(written, CompressionLevel.Fastest);
        Assert.StartsWith("Expected a stream that can be read.", Assert.Throws<ArgumentException>(() => network.LoadWeights(deflate)).Message);
    }
}
