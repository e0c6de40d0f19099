namespace NetCompiler;

/// <summary>The size of the output's gradient at the input (Simonyan et al., 2013): how much the output changes with each value.</summary>
/// <param name="network">Compiled with <see cref="NetworkAttribute.InputGradient"/>.</param>
public sealed class Saliency(CompiledNetwork network) : Explanation(network)
{
    /// <summary>Whether the gradient is multiplied by the input, so that values of 0 do not matter.</summary>
    public bool TimesInput { get; init; }

    private protected override void Compute(ReadOnlySpan<float> input, int output, Span<float> attribution)
    {
        Network.InputGradient(input, output, attribution);
        for (int i = 0; i < attribution.Length; i++)
        {
            attribution[i] = Math.Abs(TimesInput ? attribution[i] * input[i] : attribution[i]);
        }
    }
}
