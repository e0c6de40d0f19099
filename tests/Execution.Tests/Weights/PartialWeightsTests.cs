using NetCompiler.Runtime.Tests;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Weights;

/// <summary>Networks that take a part of a file, or are a part of the one that was saved.</summary>
public sealed class PartialWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(WeightLayout.Keras, "x.safetensors")]
    [InlineData(WeightLayout.PyTorch, "x.npz")]
    public void Takes_what_fits_and_leaves_the_rest(WeightLayout layout, string file)
    {
        var saved = new SmallImageNetwork(seed: 1);
        saved.Save(folder[file], layout);
        OtherHead network = new(seed: 2), fresh = new(seed: 2);
        WeightReport report = network.LoadWeights(folder[file], WeightMatch.Partial, layout);
        foreach (Parameter parameter in network.Parameters)
        {
            bool isBody = parameter.Name.Split('/')[0] is "conv" or "hidden";
            CompiledNetwork origin = isBody ? saved : fresh;
            Assert.Equal(origin.Parameters.Single(p => p.Name == parameter.Name).Values(), parameter.Values());
        }

        Assert.Equal("out/kernel", report.WrongShape.Single().Parameter);
        Assert.Equal(["further/kernel", "further/bias"], report.Missing.Select(entry => entry.Parameter));
        Assert.Empty(report.Extra);
    }

    [Fact]
    public void Takes_only_what_was_asked_for()
    {
        var saved = new SmallImageNetwork(seed: 1);
        saved.Save(folder["x.npz"]);
        OtherHead network = new(seed: 2), fresh = new(seed: 2);
        WeightReport report = network.LoadWeights(folder["x.npz"], WeightMatch.Partial, parameters: "conv/*");
        Assert.Equal(["conv/kernel", "conv/bias"], report.Entries.Where(entry => entry.Status == WeightStatus.Fits).Select(entry => entry.Parameter));
        Assert.Equal(saved.Parameters[0].Values(), network.Parameters[0].Values());
        Assert.Equal(fresh.Weights()[(saved.Parameters[0].Count + saved.Parameters[1].Count)..],
            network.Weights()[(saved.Parameters[0].Count + saved.Parameters[1].Count)..]);
    }

    [Fact]
    public void All_of_a_part_has_to_be_there_where_it_must_fit()
    {
        new SmallImageNetwork(seed: 1).Save(folder["x.npz"]);
        List<TensorData> tensors = [.. NpzFile.Read(folder["x.npz"])];
        tensors.RemoveAll(tensor => tensor.Name == "conv/bias");
        NpzFile.Write(folder["y.npz"], tensors);
        var network = new SmallImageNetwork(seed: 2);
        float[] before = network.Weights();
        ModelFileException error =
            Assert.Throws<ModelFileException>(() => network.LoadWeights(folder["y.npz"], WeightMatch.Exact, parameters: "conv/*"));
        Assert.Contains("'conv/bias' (4) is missing", error.Message);
        Assert.Equal(before, network.Weights());

        // Tensors of the network's other parameters are no strangers.
        Assert.True(network.LoadWeights(folder["y.npz"], WeightMatch.Exact, parameters: "hidden/*").Fits);
    }

    [Fact]
    public void Strangers_are_refused_where_all_must_fit()
    {
        var saved = new SmallImageNetwork(seed: 1);
        saved.Save(folder["x.npz"]);
        NpzFile.Write(folder["y.npz"], [.. NpzFile.Read(folder["x.npz"]), new TensorData("steps", [], [5])]);
        var network = new SmallImageNetwork(seed: 2);
        ModelFileException error =
            Assert.Throws<ModelFileException>(() => network.LoadWeights(folder["y.npz"], WeightMatch.Exact, parameters: "conv/*"));
        Assert.Contains("'steps' () is no parameter of this network", error.Message);
        Assert.Equal("steps", network.LoadWeights(folder["y.npz"], WeightMatch.Partial).Extra.Single().Tensor);
        Assert.Equal(saved.Weights(), network.Weights());
    }

    [Fact]
    public void A_file_of_which_nothing_fits_is_refused()
    {
        new TwelveLayers(seed: 1).Save(folder["x.safetensors"]);
        var network = new SmallImageNetwork(seed: 2);
        float[] before = network.Weights();
        ModelFileException error = Assert.Throws<ModelFileException>(() => network.LoadWeights(folder["x.safetensors"], WeightMatch.Partial));
        Assert.Contains("none of the tensors fits the network; 'conv/kernel' (3, 2, 1, 4) is missing", error.Message);
        Assert.Equal(before, network.Weights());
    }

    [Fact]
    public void A_pattern_without_a_parameter_is_refused()
    {
        new SmallImageNetwork(seed: 1).Save(folder["x.safetensors"]);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new SmallImageNetwork().LoadWeights(folder["x.safetensors"], WeightMatch.Partial, parameters: "encoder/*"));
        Assert.Contains("no parameter with a name like 'encoder/*'", error.Message);
    }

    [Fact]
    public void Names_are_mapped_as_for_whole_files()
    {
        var saved = new SmallImageNetwork(seed: 1);
        saved.Save(folder["x.safetensors"], WeightLayout.PyTorch, WeightNames.Map(name => "model." + name));
        var network = new OtherHead(seed: 2);
        network.LoadWeights(folder["x.safetensors"], WeightMatch.Partial, WeightLayout.PyTorch, WeightNames.Map(name => "model." + name));
        Assert.Equal(saved.Parameters[2].Values(), network.Parameters[2].Values());
    }
}
