using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Makes a sample of another one. It has no state, so that any number of passes may use it.</summary>
internal interface ISampleTransform
{
    /// <summary>The shape of the new inputs.</summary>
    int[] InputShape { get; }

    /// <summary>Floats of a new target.</summary>
    int TargetFloats { get; }

    /// <summary>Whether the last float of a new target is the sample's weight.</summary>
    bool HasWeights(IDataSource source) => source.HasWeights;

    /// <summary>Writes all of the new sample.</summary>
    /// <param name="input">What comes in; may be changed.</param>
    /// <param name="target">What comes in; may be changed.</param>
    /// <param name="newInput">Gets the new input.</param>
    /// <param name="newTarget">Gets the new target.</param>
    /// <param name="random">The sample's own numbers.</param>
    void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random);
}
