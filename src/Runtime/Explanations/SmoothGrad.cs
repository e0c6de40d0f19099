using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// The size of the output's gradient, averaged over copies of the input with noise (Smilkov et al., 2017): a saliency that does not show how the
/// gradient wavers
/// from one input to the next.
/// </summary>
public sealed class SmoothGrad : Explanation
{
    private readonly PathGradients _gradients;
    private readonly PathGradients.InputWriter _write;
    private readonly float[] _input;
    private double _deviation;
    private RandomStream? _random;

    /// <param name="network">Compiled with <see cref="NetworkAttribute.InputGradient"/>.</param>
    public SmoothGrad(CompiledNetwork network)
        : base(network) => (_gradients, _write, _input) = (new PathGradients(network), Write, new float[network.InputFloats]);

    /// <summary>The noise's deviation as a share of the distance from the input's least value to its largest; at least 0, 0.15 by default.</summary>
    public float Noise
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 0.15f;

    /// <summary>Copies of the input, at least 1; 32 by default.</summary>
    public int Samples
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = 32;

    /// <summary>The same seed gives the same noise for every input and on every machine.</summary>
    public int Seed { get; init; }

    private protected override void Compute(ReadOnlySpan<float> input, int output, Span<float> attribution)
    {
        input.CopyTo(_input);
        (float least, float largest) = (input[0], input[0]);
        foreach (float value in input)
        {
            (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
        }

        _deviation = Noise * ((double)largest - least);
        _random ??= new RandomStream(CounterRandom.Key(Seed, 0), salt: 0);
        ReadOnlySpan<double> mean = _gradients.Mean(Samples, output, _write);
        for (int i = 0; i < attribution.Length; i++)
        {
            attribution[i] = (float)Math.Abs(mean[i]);
        }
    }

    private void Write(int number, Span<float> copy)
    {
        _random!.MoveTo(number);
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = (float)(_input[i] + (_deviation * _random.NextNormal()));
        }
    }
}
