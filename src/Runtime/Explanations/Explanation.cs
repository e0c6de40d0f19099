namespace NetCompiler;

/// <summary>
/// Tells how much each value of an input matters for one of the outputs, by gradients. For networks compiled with
/// <see cref="NetworkAttribute.InputGradient"/>; see docs/explanations.md.
/// </summary>
/// <remarks>An instance keeps scratch for its network and is for one thread at a time; several may explain one network at once.</remarks>
public abstract class Explanation
{
    private protected Explanation(CompiledNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
    }

    /// <summary>The network that is explained.</summary>
    public CompiledNetwork Network { get; }

    /// <summary>Explains one output of one sample. Allocates nothing after the first call.</summary>
    /// <param name="input">One sample.</param>
    /// <param name="output">The element's number in the output, from 0, row-major: for a classifier, the class.</param>
    /// <param name="attribution">As long as the input.</param>
    /// <exception cref="ArgumentException">A length does not fit, or there is no such output.</exception>
    /// <exception cref="InvalidOperationException">Input gradients are not compiled, or the network is being trained, or its weights were changed
    /// meanwhile.</exception>
    public void Explain(ReadOnlySpan<float> input, int output, Span<float> attribution)
    {
        int floats = Network.InputFloats;
        if (input.Length != floats || attribution.Length != floats)
        {
            throw new ArgumentException(
                $"'{Network.Description.Name}' is explained one sample of {floats} floats at a time; got {input.Length} floats, and room for "
                    + $"{attribution.Length}.");
        }

        Compute(input, output, attribution);
    }

    /// <summary>Lengths are right.</summary>
    private protected abstract void Compute(ReadOnlySpan<float> input, int output, Span<float> attribution);
}
