using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Says how much a sample counts in the loss.</summary>
/// <param name="input">The input, row-major.</param>
/// <param name="target">The target.</param>
/// <returns>A finite number of at least 0.</returns>
public delegate float SampleWeight(ReadOnlySpan<float> input, ReadOnlySpan<float> target);

/// <summary>Adds a weight to each target.</summary>
internal sealed class WeighTransform(IDataSource source, SampleWeight weight) : ISampleTransform
{
    public int[] InputShape { get; } = source.InputShape.ToArray();

    public int TargetFloats { get; } = source.TargetFloats + 1;

    public bool HasWeights(IDataSource source) => true;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        float value = weight(input, target);
        input.CopyTo(newInput);
        target.CopyTo(newTarget);
        newTarget[^1] = value >= 0 && float.IsFinite(value) ? value : throw new InvalidOperationException(
            FormattableString.Invariant($"A sample was given the weight {value}; expected a finite number of at least 0."));
    }
}
