namespace NetCompiler;

/// <summary>
/// The output's gradient integrated along the straight line from a baseline to the input, times their difference (Sundararajan et al., 2017). The
/// attributions add
/// up to the difference of the two outputs, as well as the steps approximate the integral.
/// </summary>
public sealed class IntegratedGradients : Explanation
{
    private readonly PathGradients _gradients;
    private readonly PathGradients.InputWriter _write;
    private readonly float[] _input;
    private readonly float[] _baseline;

    /// <param name="network">Compiled with <see cref="NetworkAttribute.InputGradient"/>.</param>
    /// <param name="baseline">An input that says nothing, such as a black image; zeros where it is null.</param>
    /// <exception cref="ArgumentException">The baseline is no sample of the network's input.</exception>
    public IntegratedGradients(CompiledNetwork network, float[]? baseline = null)
        : base(network)
    {
        if (baseline is not null && baseline.Length != network.InputFloats)
        {
            throw new ArgumentException(
                $"The baseline for '{network.Description.Name}' has {baseline.Length} floats; expected a sample of {network.InputFloats}.",
                    nameof(baseline));
        }

        (_gradients, _write) = (new PathGradients(network), Write);
        (_input, _baseline) = (new float[network.InputFloats], baseline?[..] ?? new float[network.InputFloats]);
    }

    /// <summary>Points of the line at which the gradient is taken, in the middle of as many equal pieces; at least 1, 64 by default.</summary>
    public int Steps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = 64;

    private protected override void Compute(ReadOnlySpan<float> input, int output, Span<float> attribution)
    {
        input.CopyTo(_input);
        ReadOnlySpan<double> mean = _gradients.Mean(Steps, output, _write);
        for (int i = 0; i < attribution.Length; i++)
        {
            attribution[i] = (float)(((double)_input[i] - _baseline[i]) * mean[i]);
        }
    }

    private void Write(int number, Span<float> point)
    {
        double share = (number + 0.5) / Steps;
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = (float)(_baseline[i] + (share * ((double)_input[i] - _baseline[i])));
        }
    }
}
