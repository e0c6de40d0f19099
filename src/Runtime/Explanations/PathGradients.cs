namespace NetCompiler;

/// <summary>The mean of an output's gradient over many inputs, which are made and worked on a few at a time.</summary>
internal sealed class PathGradients(CompiledNetwork network)
{
    private const int Most = 16;

    private readonly int _floats = network.InputFloats;
    private readonly double[] _sum = new double[network.InputFloats];
    private readonly float[] _inputs = new float[Most * network.InputFloats];
    private readonly float[] _gradients = new float[Most * network.InputFloats];

    /// <summary>Writes one of the inputs.</summary>
    public delegate void InputWriter(int number, Span<float> input);

    /// <summary>The mean for each value of the input; valid until the next call. Sums are in double and in the order of the inputs.</summary>
    /// <param name="count">How many inputs.</param>
    /// <param name="output">The output.</param>
    /// <param name="write">Called for 0 to <paramref name="count"/> - 1.</param>
    public ReadOnlySpan<double> Mean(int count, int output, InputWriter write)
    {
        int version = network.BeginReading();
        Array.Clear(_sum);
        for (int first = 0; first < count; first += Most)
        {
            int samples = Math.Min(Most, count - first);
            for (int i = 0; i < samples; i++)
            {
                write(first + i, _inputs.AsSpan(i * _floats, _floats));
            }

            network.InputGradient(_inputs.AsSpan(0, samples * _floats), output, _gradients.AsSpan(0, samples * _floats));
            Add(samples);
        }

        network.EndReading(version);
        for (int i = 0; i < _floats; i++)
        {
            _sum[i] /= count;
        }

        return _sum;
    }

    private void Add(int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> gradient = _gradients.AsSpan(sample * _floats, _floats);
            for (int i = 0; i < _floats; i++)
            {
                _sum[i] += gradient[i];
            }
        }
    }
}
