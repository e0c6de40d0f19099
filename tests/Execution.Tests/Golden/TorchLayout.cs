using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Golden;

/// <summary>From PyTorch's names and layouts to ours.</summary>
internal static class TorchLayout
{
    /// <summary><c>fc1.weight</c> is <c>fc1/kernel</c> here.</summary>
    public static string Name(string recorded) =>
        recorded.Replace(".weight", "/kernel", StringComparison.Ordinal).Replace(".bias", "/bias", StringComparison.Ordinal);

    /// <param name="recorded">A dense weight [out, in], a convolution's [out, in, height, width], or a bias.</param>
    /// <param name="flattened">The image [height, width, channels] that a dense layer reads flattened, if it does.</param>
    /// <returns>The values as [in, out], as [height, width, in, out], or as they are.</returns>
    public static float[] Values(GoldenTensor recorded, int[]? flattened) => recorded.Shape switch
    {
        [int outputs, int inputs] => Dense(recorded.Values, outputs, inputs, flattened),
        [int outputs, int inputs, int height, int width] => Convolution(recorded.Values, outputs, inputs, height, width),
        _ => recorded.Values,
    };

    private static float[] Dense(float[] values, int outputs, int inputs, int[]? flattened)
    {
        var result = new float[values.Length];
        for (int i = 0; i < inputs; i++)
        {
            int column = flattened is [int height, int width, int channels] ? ChannelsFirst(i, height, width, channels) : i;
            for (int o = 0; o < outputs; o++)
            {
                result[i * outputs + o] = values[o * inputs + column];
            }
        }

        return result;
    }

    private static int ChannelsFirst(int index, int height, int width, int channels)
    {
        int channel = index % channels, cell = index / channels;
        return channel * height * width + cell;
    }

    private static float[] Convolution(float[] values, int outputs, int inputs, int height, int width)
    {
        var result = new float[values.Length];
        int cells = height * width;
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int cell = 0; cell < cells; cell++)
                {
                    result[(cell * inputs + i) * outputs + o] = values[(o * inputs + i) * cells + cell];
                }
            }
        }

        return result;
    }
}
