using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Changes a sample where it is.</summary>
/// <param name="input">The input, row-major.</param>
/// <param name="target">The target.</param>
/// <param name="random">Random numbers of this sample's own, the same whenever the pass is read; not to be kept.</param>
public delegate void SampleMap(Span<float> input, Span<float> target, RandomStream random);

/// <summary>Makes a sample of another shape.</summary>
/// <param name="input">What comes in.</param>
/// <param name="target">What comes in.</param>
/// <param name="newInput">Gets the new input; undefined before.</param>
/// <param name="newTarget">Gets the new target; undefined before.</param>
/// <param name="random">Random numbers of this sample's own, the same whenever the pass is read; not to be kept.</param>
public delegate void SampleConversion(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Span<float> newInput, Span<float> newTarget,
    RandomStream random);

/// <summary>A change that keeps the shape.</summary>
internal sealed class MapTransform(IDataSource source, SampleMap map) : ISampleTransform
{
    public int[] InputShape { get; } = source.InputShape.ToArray();

    public int TargetFloats { get; } = source.TargetFloats;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        input.CopyTo(newInput);
        target.CopyTo(newTarget);
        map(newInput, newTarget, random);
    }
}

/// <summary>A change to another shape.</summary>
internal sealed class ConversionTransform(int[] inputShape, int targetFloats, SampleConversion convert) : ISampleTransform
{
    public int[] InputShape => inputShape;

    public int TargetFloats => targetFloats;

    /// <summary>What the conversion writes is the target alone.</summary>
    public bool HasWeights(IDataSource source) => false;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random) =>
        convert(input, target, newInput, newTarget, random);
}
