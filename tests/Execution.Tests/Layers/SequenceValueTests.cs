namespace NetCompiler.Execution.Tests.Layers;

/// <summary>Layers over sequences, and what came with them, on inputs so small that the outputs are worked out by hand.</summary>
public sealed class SequenceValueTests
{
    /// <summary>y[t] = x[t - 2] + 10 x[t] + 100.</summary>
    [Fact]
    public void A_causal_convolution_looks_back_only()
    {
        var network = new Causal(1);
        network.Parameters[0].CopyFrom([1, 10]);
        network.Parameters[1].CopyFrom([100]);
        LayerValueTests.Check(network, [1, 2, 3, 4, 5], [110, 120, 131, 142, 153]);
    }

    /// <summary>Two zeros stand before; every second window is kept: at 0, 2 and 4.</summary>
    [Fact]
    public void Causal_padding_with_strides()
    {
        var network = new CausalStrided(1);
        network.Parameters[0].CopyFrom([1, 10, 100]);
        LayerValueTests.Check(network, [1, 2, 3, 4, 5], [100, 321, 543]);
    }

    /// <summary>Filters 0 and 1 see channels 0 and 1, filters 2 and 3 the others. Kernel [2, 2, 4].</summary>
    [Fact]
    public void Groups_do_not_mix()
    {
        var network = new GroupedSteps(1);
        network.Parameters[0].CopyFrom([1, 0, 1, 0, 0, 1, 0, 1, 10, 0, 10, 0, 0, 10, 0, 10]);
        LayerValueTests.Check(network, [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6], [51, 62, 73, 84, 95, 86, 77, 68]);
    }

    [Fact]
    public void The_largest_of_each_window() => LayerValueTests.Check(new LargestOfTwo(1), [1, 20, 3, 10, 5, 2, 4, 9, 70, 70], [3, 20, 5, 9]);

    /// <summary>One cell of padding at each end, which does not count.</summary>
    [Fact]
    public void The_mean_of_each_window() => LayerValueTests.Check(new MeanOfThree(1), [1, 3, 5, 10, 30], [2, 6, 20]);

    [Fact]
    public void Over_all_steps()
    {
        LayerValueTests.Check(new LargestStep(1), [1, 60, 2, 50, 3, 40], [3, 60]);
        LayerValueTests.Check(new MeanStep(1), [1, 60, 2, 50, 3, 40], [2, 50]);
        Assert.Equal([1, 2], new MeanStep(1).Description.OutputShape);
    }

    [Fact]
    public void Steps_repeated_padded_and_cropped() =>
        LayerValueTests.Check(new Stretched(1), [1, 2, 3, 4], [0, 0, 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 0, 0]);

    [Fact]
    public void A_slope_for_each_channel()
    {
        var network = new SlopePerChannel(1);
        Assert.Equal([1, 1, 2], network.Parameters[0].Shape);
        LayerValueTests.Check(network, [1, -2, -3, 4], [1, 0, 0, 4]);
        network.Parameters[0].CopyFrom([0.5f, -0.25f]);
        LayerValueTests.Check(network, [1, -2, -3, 4], [1, 0.5f, -1.5f, 4]);
    }

    [Fact]
    public void A_slope_for_each_place()
    {
        var network = new SlopePerPlace(1);
        LayerValueTests.Check(network, [1, -2, -3, 4], [1, -2, -3, 4]);
        network.Parameters[0].CopyFrom([1, 2, 3, 4]);
        LayerValueTests.Check(network, [1, -2, -3, 4], [1, -4, -9, 4]);
    }

    /// <summary>A sample's channel is dropped or kept as a whole; over many samples both happen, for each channel.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void Whole_channels_are_dropped(bool images)
    {
        TrainableNetwork network = images ? new DroppedImages(3) : new DroppedSequences(3);
        const int Count = 200, Places = 4, Channels = 3;
        var predictions = new float[Count * network.OutputFloats];
        network.ComputeGradients(Enumerable.Repeat(1f, predictions.Length).ToArray(), new float[predictions.Length], predictions);
        int dropped = 0;
        for (int i = 0; i < Count * Channels; i++)
        {
            float[] values = [.. Enumerable.Range(0, Places)
                .Select(place => predictions[(i / Channels * Places * Channels) + (place * Channels) + (i % Channels)])];
            Assert.All(values, value => Assert.Equal(values[0], value));
            Assert.Contains(values[0], new[] { 0f, 2f });
            dropped += values[0] == 0 ? 1 : 0;
        }

        // 600 draws of an even coin: four deviations are 49.
        Assert.InRange(dropped, 251, 349);
    }
}
