using NetCompiler.Runtime.Tests;

namespace NetCompiler.Execution.Tests.Weights;

/// <summary>Files whose names are not the layers'.</summary>
public sealed class WeightNamesTests : IDisposable
{
    private static readonly WeightNames Numbers = WeightNames.Map(new Dictionary<string, string> { ["conv"] = "0", ["hidden"] = "4",
        ["out/kernel"] = "last" });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layers_and_parameters_by_a_dictionary()
    {
        var network = new SmallImageNetwork(seed: 1);
        network.Save(folder["x.npz"], WeightLayout.PyTorch, Numbers);
        Assert.Equal(["0.weight", "0.bias", "4.weight", "4.bias", "last"], NpzFile.Read(folder["x.npz"]).Select(t => t.Name));
        WeightLayoutTests.AssertSame(network, SmallImageNetwork.Load(folder["x.npz"], WeightLayout.PyTorch, Numbers));
    }

    [Fact]
    public void Names_by_a_function()
    {
        var network = new SmallImageNetwork(seed: 1);
        WeightNames prefixed = WeightNames.Map(name => "module." + name);
        network.Save(folder["x.npz"], WeightLayout.PyTorch, prefixed);
        Assert.Equal("module.conv.weight", NpzFile.Read(folder["x.npz"])[0].Name);
        WeightLayoutTests.AssertSame(network, SmallImageNetwork.Load(folder["x.npz"], WeightLayout.PyTorch, prefixed));
    }

    [Theory]
    [InlineData("x.safetensors", WeightLayout.PyTorch)]
    [InlineData("x.safetensors", WeightLayout.Keras)]
    [InlineData("x.npz", WeightLayout.PyTorch)]
    public void By_order_of_definition(string file, WeightLayout layout)
    {
        var network = new TwelveLayers(seed: 1);
        var numbers = new Dictionary<string, string>();
        foreach (LayerDescription layer in network.Description.Layers)
        {
            numbers.Add(layer.Name, $"net.{2 * numbers.Count}");
        }

        network.Save(folder[file], layout, WeightNames.Map(numbers));
        WeightLayoutTests.AssertSame(network, TwelveLayers.Load(folder[file], layout, WeightNames.InOrder));
    }

    [Fact]
    public void An_archive_keeps_an_order_that_its_names_do_not_have()
    {
        var network = new SmallImageNetwork(seed: 1);
        WeightNames unsorted = WeightNames.Map(new Dictionary<string, string> { ["conv"] = "z", ["hidden"] = "y", ["out"] = "x" });
        network.Save(folder["x.npz"], WeightLayout.PyTorch, unsorted);
        WeightLayoutTests.AssertSame(network, SmallImageNetwork.Load(folder["x.npz"], WeightLayout.PyTorch, WeightNames.InOrder));

        network.Save(folder["x.safetensors"], WeightLayout.PyTorch, unsorted);
        ModelFileException e = Assert.Throws<ModelFileException>(() =>
            SmallImageNetwork.Load(folder["x.safetensors"], WeightLayout.PyTorch, WeightNames.InOrder));
        Assert.Contains("'x.weight' for 'conv/kernel' has shape (3, 5), expected (4, 1, 3, 2)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_with_a_module_too_many_or_too_few()
    {
        new TwelveLayers().Save(folder["twelve.npz"], WeightLayout.PyTorch);
        new SmallImageNetwork().Save(folder["three.npz"], WeightLayout.PyTorch);
        WeightReport few = new TwelveLayers().InspectWeights(folder["three.npz"], WeightLayout.PyTorch, WeightNames.InOrder);
        Assert.Equal((19, "dense_3/kernel", null), (few.Missing.Count(), few.Missing.ElementAt(1).Parameter, few.Missing.ElementAt(1).Tensor));
        WeightReport many = new SmallImageNetwork().InspectWeights(folder["twelve.npz"], WeightLayout.PyTorch, WeightNames.InOrder);
        Assert.Equal(19, many.Extra.Count());
    }

    [Fact]
    public void Refuses_names_of_nothing_and_one_name_for_two()
    {
        var network = new SmallImageNetwork();
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => network.Save(folder["x.npz"], WeightLayout.PyTorch, WeightNames.Map(new Dictionary<string, string> { ["convolution"] = "0" })));
        Assert.Contains("the network has no 'convolution'", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => network.InspectWeights(folder["x.npz"], WeightLayout.PyTorch, WeightNames.Map(_ => "same")));
        Assert.Contains("two of them to 'same'", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Save(folder["x.npz"], WeightLayout.PyTorch, WeightNames.InOrder));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Save(folder["x.npz"], (WeightLayout)7));
        Assert.Empty(folder.FileNames);
    }
}
