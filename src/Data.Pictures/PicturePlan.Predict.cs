namespace NetCompiler;

/// <content>Predictions of pictures.</content>
public sealed partial class PicturePlan
{
    /// <summary>Reads a picture.</summary>
    /// <param name="network">Its input is [height, width, channels] of the plan; it has an output for each class, or one for two.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The network has another input or output.</exception>
    /// <exception cref="InvalidOperationException">The plan knows no classes yet.</exception>
    /// <exception cref="ModelFileException">The file is no picture, or damaged.</exception>
    public PicturePrediction Predict(CompiledNetwork network, string path)
    {
        Fitting(network, nameof(network));
        return Predict(network, ToInput(path));
    }

    /// <summary>Reads a picture from what a file would hold.</summary>
    /// <param name="network">As for a file.</param>
    /// <param name="encoded">PNG, JPEG, WebP, BMP or GIF.</param>
    /// <exception cref="ArgumentException">The network has another input or output.</exception>
    /// <exception cref="InvalidOperationException">The plan knows no classes yet.</exception>
    /// <exception cref="ModelFileException">It is no picture, or damaged.</exception>
    public PicturePrediction Predict(CompiledNetwork network, byte[] encoded)
    {
        Fitting(network, nameof(network));
        return Predict(network, ToInput(encoded));
    }

    /// <summary>That network and plan belong together.</summary>
    internal void Fitting(CompiledNetwork network, string argument)
    {
        ArgumentNullException.ThrowIfNull(network, argument);
        if (_classNames.Length == 0)
        {
            throw new InvalidOperationException("The plan knows no classes yet: set ClassNames, or give it a folder by ToDataset or ToSource.");
        }

        int outputs = network.OutputFloats;
        bool fits = network.Description.InputShape.AsSpan().SequenceEqual([Height, Width, Channels])
            && (outputs == _classNames.Length || (outputs == 1 && _classNames.Length == 2));
        if (!fits)
        {
            throw new ArgumentException(
                $"'{network.Description.Name}' goes from {Shapes.Print(network.Description.InputShape)} to {outputs} outputs; expected from "
                    + $"{Shapes.Print([Height, Width, Channels])} to {_classNames.Length}, one for each class.", argument);
        }
    }

    private PicturePrediction Predict(CompiledNetwork network, float[] input)
    {
        var outputs = new float[network.OutputFloats];
        network.Predict(input, outputs);
        return new PicturePrediction(_classNames, Probabilities(outputs, network.Description.Loss is { FromLogits: true }));
    }

    private static float[] Probabilities(float[] outputs, bool fromLogits)
    {
        if (outputs.Length == 1)
        {
            float yes = fromLogits ? (float)(1 / (1 + Math.Exp(-outputs[0]))) : outputs[0];
            return [1 - yes, yes];
        }

        if (!fromLogits)
        {
            return outputs;
        }

        float largest = outputs.Max();
        double[] powers = Array.ConvertAll(outputs, output => Math.Exp(output - (double)largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => (float)(power / sum));
    }
}
