using NetCompiler.Runtime.Tests;

namespace NetCompiler.Execution.Tests.Weights;

/// <summary>Files that do not fit, are damaged or are of another version: what is said, and that nothing is changed.</summary>
public sealed class WeightReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lists_all_that_does_not_fit()
    {
        var network = new SmallImageNetwork(seed: 1);
        network.Save(folder["x.npz"], WeightLayout.PyTorch);
        List<TensorData> tensors = [.. NpzFile.Read(folder["x.npz"])];
        tensors.RemoveAll(t => t.Name == "conv.bias");
        tensors[0] = tensors[0] with { Shape = [4, 3, 2] };
        tensors.Add(new TensorData("steps", [], [5]));
        NpzFile.Write(folder["y.npz"], tensors);

        WeightReport report = network.InspectWeights(folder["y.npz"], WeightLayout.PyTorch);
        Assert.False(report.Fits);
        Assert.Equal(
            """
            'conv.weight' for 'conv/kernel' has shape (4, 3, 2), expected (4, 1, 3, 2)
            'conv.bias' for 'conv/bias' (4) is missing
            'hidden.weight' for 'hidden/kernel' (5, 100) fits
            'hidden.bias' for 'hidden/bias' (5) fits
            'out.weight' for 'out/kernel' (3, 5) fits
            'steps' () is no parameter of this network

            """,
            report.ToString());
        Assert.Equal(("conv.bias", "steps", "conv/kernel"),
            (report.Missing.Single().Tensor, report.Extra.Single().Tensor, report.WrongShape.Single().Parameter));

        float[] before = WeightLayoutTests.Values(network, 2);
        ModelFileException e = Assert.Throws<ModelFileException>(() => network.LoadWeights(folder["y.npz"], WeightLayout.PyTorch));
        Assert.All(report.Entries.Where(entry => entry.Status != WeightStatus.Fits), entry =>
            Assert.Contains(entry.ToString(), e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("fits", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, WeightLayoutTests.Values(network, 2));
    }

    [Fact]
    public void A_whole_file_fits()
    {
        var network = new SmallImageNetwork();
        network.Save(folder["x.safetensors"]);
        WeightReport report = network.InspectWeights(folder["x.safetensors"]);
        Assert.True(report.Fits);
        Assert.Equal(folder["x.safetensors"], report.Path);
        Assert.Equal("'out/kernel' (5, 3) fits", report.Entries[^1].ToString());
    }

    [Fact]
    public void Refuses_a_changed_value_of_its_own_file()
    {
        var network = new SmallImageNetwork();
        network.Save(folder["x.safetensors"]);
        byte[] bytes = File.ReadAllBytes(folder["x.safetensors"]);
        bytes[^1] ^= 1;
        folder.Write("y.safetensors", bytes);
        ModelFileException e = Assert.Throws<ModelFileException>(() => network.LoadWeights(folder["y.safetensors"]));
        Assert.Contains("checksum", e.Message, StringComparison.Ordinal);
        Assert.Equal(5, SafeTensors.Read(folder["y.safetensors"]).Count);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("-1", false)]
    [InlineData("one", false)]
    public void Reads_earlier_versions_and_refuses_later_ones(string version, bool reads)
    {
        var network = new SmallImageNetwork(seed: 1);
        network.Save(folder["x.safetensors"]);
        SafeTensors.Write(folder["y.safetensors"], SafeTensors.Read(folder["x.safetensors"]),
            new Dictionary<string, string> { ["netcompiler.version"] = version });
        if (reads)
        {
            WeightLayoutTests.AssertSame(network, SmallImageNetwork.Load(folder["y.safetensors"]));
            return;
        }

        ModelFileException e = Assert.Throws<ModelFileException>(() => SmallImageNetwork.Load(folder["y.safetensors"]));
        Assert.Contains($"found version '{version}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_is_over_names_sizes_and_values()
    {
        var network = new SmallImageNetwork();
        network.Save(folder["x.safetensors"]);
        IReadOnlyDictionary<string, string> metadata = SafeTensors.ReadMetadata(folder["x.safetensors"]);
        foreach (Func<TensorData, TensorData> change in new Func<TensorData, TensorData>[]
        {
            t => t with { Name = t.Name + "x" },
            t => t with { Shape = [1, .. t.Shape] },
            t => t with { Values = [.. t.Values.Select(value => -value)] },
        })
        {
            TensorData[] tensors = [.. SafeTensors.Read(folder["x.safetensors"])];
            tensors[2] = change(tensors[2]);
            SafeTensors.Write(folder["y.safetensors"], tensors, metadata.ToDictionary());
            ModelFileException e = Assert.Throws<ModelFileException>(() => network.InspectWeights(folder["y.safetensors"]));
            Assert.Contains("checksum", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "a .pt file of PyTorch's")]
    [InlineData("\u0089HDF\r\n", "an HDF5 file")]
    public void Says_what_files_of_other_formats_are(string start, string expected)
    {
        string path = folder.Write("model.pt", System.Text.Encoding.Latin1.GetBytes(start));
        ModelFileException e = Assert.Throws<ModelFileException>(() => SmallImageNetwork.Load(path, WeightLayout.PyTorch));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
