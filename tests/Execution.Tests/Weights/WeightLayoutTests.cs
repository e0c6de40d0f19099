using NetCompiler.Runtime.Tests;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Weights;

/// <summary>Names and orders of axes in files of other libraries, element by element.</summary>
public sealed class WeightLayoutTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x.safetensors", WeightLayout.Keras)]
    [InlineData("x.safetensors", WeightLayout.PyTorch)]
    [InlineData("x.npz", WeightLayout.Keras)]
    [InlineData("x.NPZ", WeightLayout.PyTorch)]
    public void Loads_what_it_saved(string file, WeightLayout layout)
    {
        var network = new SmallImageNetwork(seed: 1);
        network.Save(folder[file], layout);
        AssertSame(network, SmallImageNetwork.Load(folder[file], layout));
        AssertSame(network, SmallImageNetwork.Load(folder[file], layout, WeightNames.Map(name => name)));

        var generator = new SmallGenerator(seed: 2);
        generator.Save(folder[file], layout);
        AssertSame(generator, SmallGenerator.Load(folder[file], layout));
    }

    [Fact]
    public void Keras_names_and_shapes()
    {
        new SmallImageNetwork().Save(folder["x.npz"]);
        Assert.Equal(
            ["conv/kernel [3, 2, 1, 4]", "conv/bias [4]", "hidden/kernel [100, 5]", "hidden/bias [5]", "out/kernel [5, 3]"],
            NpzFile.Read(folder["x.npz"]).Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}]"));
    }

    [Fact]
    public void PyTorch_names_and_shapes()
    {
        new SmallImageNetwork().Save(folder["x.npz"], WeightLayout.PyTorch);
        Assert.Equal(
            ["conv.weight [4, 1, 3, 2]", "conv.bias [4]", "hidden.weight [5, 100]", "hidden.bias [5]", "out.weight [3, 5]"],
            NpzFile.Read(folder["x.npz"]).Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}]"));
    }

    [Fact]
    public void A_convolution_for_PyTorch()
    {
        (float[] ours, float[] theirs) = BothOrders(new SmallImageNetwork(), "conv/kernel", "conv.weight");
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                for (int filter = 0; filter < 4; filter++)
                {
                    Assert.Equal(ours[((row * 2) + column) * 4 + filter], theirs[(((filter * 3) + row) * 2) + column]);
                }
            }
        }
    }

    [Fact]
    public void A_dense_layer_behind_an_image_for_PyTorch()
    {
        (float[] ours, float[] theirs) = BothOrders(new SmallImageNetwork(), "hidden/kernel", "hidden.weight");
        for (int feature = 0; feature < 100; feature++)
        {
            // Of the image [5, 5, 4].
            (int row, int column, int channel) = (feature / 20, feature / 4 % 5, feature % 4);
            for (int unit = 0; unit < 5; unit++)
            {
                Assert.Equal(ours[(feature * 5) + unit], theirs[(unit * 100) + (channel * 25) + (row * 5) + column]);
            }
        }

        (ours, theirs) = BothOrders(new SmallImageNetwork(), "out/kernel", "out.weight");
        Assert.Equal(ours[(4 * 3) + 1], theirs[5 + 4]);
    }

    [Fact]
    public void A_dense_layer_before_an_image_for_PyTorch()
    {
        (float[] ours, float[] theirs) = BothOrders(new SmallGenerator(), "seed/kernel", "seed.weight");
        var network = new SmallGenerator();
        float[] bias = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        network.Parameters[1].CopyFrom(bias);
        (float[] ourBias, float[] theirBias) = BothOrders(network, "seed/bias", "seed.bias");
        Assert.Equal(bias, ourBias);
        for (int unit = 0; unit < 12; unit++)
        {
            // Of the image [2, 3, 2].
            (int row, int column, int channel) = (unit / 6, unit / 2 % 3, unit % 2);
            int theirUnit = (channel * 6) + (row * 3) + column;
            Assert.Equal(ourBias[unit], theirBias[theirUnit]);
            Assert.Equal(ours[(2 * 12) + unit], theirs[(theirUnit * 3) + 2]);
        }
    }

    [Fact]
    public void Normalisations_beside_images_for_PyTorch()
    {
        var network = new NormalizedImages();
        float[] numbers = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        foreach (Parameter parameter in network.Parameters.Where(p => p.Count == 12))
        {
            parameter.CopyFrom(numbers);
        }

        // [2, 3, 2] and [3, 2, 2] with their channels first.
        float[] before = [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11];
        Assert.Equal(before, BothOrders(network, "before/gamma", "before.weight").Theirs);
        Assert.Equal(before, BothOrders(network, "before/beta", "before.bias").Theirs);
        Assert.Equal(before, BothOrders(network, "dense/bias", "dense.bias").Theirs);
        Assert.Equal(before, BothOrders(network, "after/scale", "after.weight").Theirs);
        network.Save(folder["x.npz"], WeightLayout.PyTorch);
        AssertSame(network, NormalizedImages.Load(folder["x.npz"], WeightLayout.PyTorch));
    }

    [Fact]
    public void Other_convolutions_for_PyTorch()
    {
        var network = new OtherConvolutions(seed: 5);
        network.Save(folder["x.npz"], WeightLayout.PyTorch);
        Assert.Equal(
            [
                "deep.weight [6, 1, 2, 2]", "deep.bias [6]", "apart.depthwise.weight [6, 1, 2, 2]", "apart.pointwise.weight [4, 6, 1, 1]",
                    "apart.pointwise.bias [4]",
                "back.weight [4, 3, 2, 2]", "back.bias [3]",
            ],
            NpzFile.Read(folder["x.npz"]).Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}]"));
        AssertSame(network, OtherConvolutions.Load(folder["x.npz"], WeightLayout.PyTorch));

        (float[] ours, float[] theirs) = BothOrders(network, "deep/kernel", "deep.weight");
        for (int i = 0; i < ours.Length; i++)
        {
            // Of [2, 2, 2, 3]: row, column, channel and its multiple.
            (int row, int column, int channel, int multiple) = (i / 12, i / 6 % 2, i / 3 % 2, i % 3);
            Assert.Equal(ours[i], theirs[(((channel * 3) + multiple) * 4) + (row * 2) + column]);
        }
    }

    [Fact]
    public void Sequences_for_PyTorch()
    {
        var network = new SequenceWeights(seed: 5);
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(i => (float)i)]);
        }

        network.Save(folder["x.npz"], WeightLayout.PyTorch);
        Assert.Equal(
            [
                "conv.weight [4, 1, 3]", "conv.bias [4]", "channels.weight [4]", "features.weight [16]", "out.weight [10, 16]", "out.bias [10]",
                    "rows.weight [3, 5]",
                "rows.bias [3]", "last.weight [1, 6]", "last.bias [1]",
            ],
            NpzFile.Read(folder["x.npz"]).Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}]"));
        AssertSame(network, SequenceWeights.Load(folder["x.npz"], WeightLayout.PyTorch));

        // Ours are [3, 1, 4] and, of the sequence [4, 4], step and channel; theirs channel and step.
        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], BothOrders(network, "conv/kernel", "conv.weight").Theirs);
        float[] byChannel = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
        Assert.Equal(byChannel, BothOrders(network, "features/alpha", "features.weight").Theirs);
        Assert.Equal([.. byChannel.Select(feature => feature * 10)], BothOrders(network, "out/kernel", "out.weight").Theirs[..16]);
        Assert.Equal([0, 1, 2, 3, 4, 5], BothOrders(network, "last/kernel", "last.weight").Theirs);
    }

    [Fact]
    public void Slopes_of_places_are_not_PyTorchs() =>
        Assert.Contains("share all axes but the last", Assert.Throws<NotSupportedException>(() =>
            new SlopesOfPlaces().Save(folder["x.npz"], WeightLayout.PyTorch)).Message);

    [Fact]
    public void Loads_files_of_programs_that_say_nothing_about_them()
    {
        var network = new SmallImageNetwork(seed: 3);
        network.Save(folder["x.safetensors"], WeightLayout.PyTorch);
        Assert.Equal("pt", SafeTensors.ReadMetadata(folder["x.safetensors"])["format"]);
        SafeTensors.Write(folder["y.safetensors"], SafeTensors.Read(folder["x.safetensors"]));
        Assert.Empty(SafeTensors.ReadMetadata(folder["y.safetensors"]));
        AssertSame(network, SmallImageNetwork.Load(folder["y.safetensors"], WeightLayout.PyTorch));
    }

    internal static void AssertSame(CompiledNetwork expected, CompiledNetwork actual)
    {
        for (int i = 0; i < expected.Parameters.Count; i++)
        {
            Assert.Equal(Values(expected, i), Values(actual, i));
        }
    }

    internal static float[] Values(CompiledNetwork network, int parameter) => network.Parameters[parameter].Values();

    private (float[] Ours, float[] Theirs) BothOrders(CompiledNetwork network, string ours, string theirs)
    {
        network.Save(folder["ours.npz"]);
        network.Save(folder["theirs.npz"], WeightLayout.PyTorch);
        return (NpzFile.Read(folder["ours.npz"]).Single(t => t.Name == ours).Values, NpzFile.Read(folder["theirs.npz"])
            .Single(t => t.Name == theirs).Values);
    }
}
