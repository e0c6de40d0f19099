namespace NetCompiler.Execution.Tests.Layers;

/// <summary>Layers on inputs so small that the outputs are worked out by hand.</summary>
public sealed class LayerValueTests
{
    private static readonly float[] Image = [1, 60, 2, 50, 3, 40, 4, 30, 5, 20, 9, 10];

    [Fact]
    public void The_mean_of_each_channel() => Check(new Averaged(1), Image, [4, 35]);

    [Fact]
    public void The_largest_of_each_channel() => Check(new Largest(1), Image, [9, 60]);

    [Fact]
    public void Each_pixel_as_a_block() => Check(
        new Upsampled(1), [1, 2, 3, 4], [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4]);

    [Fact]
    public void Zeros_above_and_at_the_right() => Check(new Surrounded(1), [1, 2, 3, 4], [0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0]);

    [Fact]
    public void Without_the_first_row_and_outer_columns() => Check(new Cropped(1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [7, 11]);

    /// <summary>Rows of mean 4 and variance 5, and of mean 0 and variance 9: with epsilon 3/4 the divisors are sqrt(23/4) and sqrt(39/4).</summary>
    [Fact]
    public void Rows_of_mean_zero_scaled_and_moved()
    {
        var network = new LayerNormalised(1);
        network.Parameters[0].CopyFrom([1, 2, 3, 4]);
        network.Parameters[1].CopyFrom([10, 20, 30, 40]);
        float first = MathF.Sqrt(23f / 4), second = MathF.Sqrt(39f / 4);
        Check(
            network, [1, 3, 5, 7, 3, -3, 3, -3],
            [10 - (3 / first), 20 - (2 / first), 30 + (3 / first), 40 + (12 / first), 10 + (3 / second), 20 - (6 / second), 30 + (9 / second),
                40 - (12 / second)]);
    }

    /// <summary>Strides of 2 put kernels of 3 one pixel into one another.</summary>
    [Fact]
    public void Each_pixel_adds_a_kernel()
    {
        var network = new Transposed(1);
        network.Parameters[0].CopyFrom([1, 2, 3, 4, 5, 6]);
        network.Parameters[1].CopyFrom([100]);
        Check(network, [1, 10], [101, 102, 113, 120, 130, 104, 105, 146, 150, 160]);
    }

    /// <summary>With same padding the one row too many is cut off at the end.</summary>
    [Fact]
    public void Same_padding_cuts_the_end()
    {
        var network = new TransposedSame(1);
        network.Parameters[0].CopyFrom([1, 2, 3]);
        Check(network, [1, 10], [1, 2, 13, 20]);
    }

    [Fact]
    public void Each_channel_has_kernels_of_its_own()
    {
        var network = new Depthwise(1);
        network.Parameters[0].CopyFrom([1, 10, 2, 20, 3, 30, 4, 40]);
        network.Parameters[1].CopyFrom([0, 0, 0, 1000]);

        // Kernels by channel and number: channel 0 has (1, 3) and (10, 30), channel 1 has (2, 4) and (20, 40).
        Check(network, [1, 5, 2, 6, 3, 7], [7, 70, 34, 1340, 11, 110, 40, 1400]);
    }

    [Fact]
    public void A_separable_convolution_mixes_the_channels_afterwards()
    {
        var network = new Separable(1);
        network.Parameters[0].CopyFrom([1, 2, 3, 4]);
        network.Parameters[1].CopyFrom([10, 1]);
        network.Parameters[2].CopyFrom([0.5f]);
        Check(network, [1, 5, 2, 6], [(10 * 7) + 34 + 0.5f]);
    }

    [Fact]
    public void No_parameters_without_center_and_scale()
    {
        var network = new Standardised(1);
        Assert.Empty(network.Parameters);
        float root = MathF.Sqrt(23f / 4);
        Check(network, [1, 3, 5, 7], [-3 / root, -1 / root, 1 / root, 3 / root]);
    }

    /// <summary>The mean of the squares of 1, 3, -3 and 3 is 7; with epsilon 3/2 the divisor is sqrt(17/2).</summary>
    [Fact]
    public void Rows_of_one_root_mean_square()
    {
        var network = new RootNormalised(1);
        float root = MathF.Sqrt(17f / 2);
        Check(network, [1, 3, -3, 3], [1 / root, 3 / root, -3 / root, 3 / root]);
        network.Parameters[0].CopyFrom([1, 2, 0, -1]);
        Check(network, [1, 3, -3, 3], [1 / root, 6 / root, 0, -3 / root]);
    }

    /// <summary>
    /// The first two channels have 0, 6, 0 and 6 or mean 3 and variance 9, the others 1, 1, 1 and 5 or mean 2 and variance 3: the divisors are the
    /// roots of 13 and 7.
    /// </summary>
    [Fact]
    public void Groups_of_channels()
    {
        var network = new GroupNormalised(1);
        network.Parameters[0].CopyFrom([1, 2, 3, 4]);
        network.Parameters[1].CopyFrom([10, 20, 30, 40]);
        float first = MathF.Sqrt(13), second = MathF.Sqrt(7);
        Check(
            network, [0, 6, 1, 1, 0, 6, 1, 5],
            [10 - (3 / first), 20 + (6 / first), 30 - (3 / second), 40 - (4 / second), 10 - (3 / first), 20 + (6 / first), 30 - (3 / second),
                40 + (12 / second)]);
    }

    internal static void Check(CompiledNetwork network, float[] input, float[] expected)
    {
        var output = new float[network.OutputFloats];
        network.Predict(input, output);
        Assert.Equal(expected.Length, output.Length);
        Assert.All(expected.Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
