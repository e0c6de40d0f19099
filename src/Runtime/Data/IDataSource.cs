namespace NetCompiler;

/// <summary>
/// Samples of one shape, each with its target, that can be gone through any number of times: in memory (<see cref="Dataset"/>), or streamed.
/// </summary>
/// <remarks>
/// A pass is a pure function of the source and the <see cref="DataPass"/>: the same pass gives the same samples in the same order. That is what lets
/// a
/// training run that was stopped within an epoch go on where it was. Several readers may be open at once, one thread each.
/// </remarks>
public interface IDataSource
{
    /// <summary>The shape of one input, without the samples' axis.</summary>
    ReadOnlySpan<int> InputShape { get; }

    /// <summary>Floats of one input: the product of <see cref="InputShape"/>.</summary>
    int InputFloats { get; }

    /// <summary>Floats of one target; 1 for labels.</summary>
    int TargetFloats { get; }

    /// <summary>
    /// Whether the last float of each target is not the network's, but says how much the sample counts in the loss. Stages pass it on as they do the
    /// rest of the target.
    /// </summary>
    bool HasWeights => false;

    /// <summary>Samples of a pass, at least 1; null where only reading to the end tells.</summary>
    long? Count { get; }

    /// <summary>Begins a pass at its first sample.</summary>
    ISampleReader Read(DataPass pass);
}

/// <summary>
/// Which pass over the data: sources that shuffle or augment draw from <see cref="Seed"/> and <see cref="Epoch"/>, and from nothing else.
/// </summary>
/// <param name="Seed">Of the whole run.</param>
/// <param name="Epoch">From 0.</param>
/// <param name="Shuffle">Whether the samples come in an order of this pass's own.</param>
public readonly record struct DataPass(int Seed, int Epoch, bool Shuffle);

/// <summary>One pass over a source's samples.</summary>
public interface ISampleReader : IDisposable
{
    /// <summary>Copies the next samples.</summary>
    /// <param name="inputs">At least <paramref name="count"/> inputs.</param>
    /// <param name="targets">At least <paramref name="count"/> targets.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>How many there were; fewer than asked for only at the end of the pass, 0 after it.</returns>
    int Read(Span<float> inputs, Span<float> targets, int count);

    /// <summary>Passes over samples, as reading them would; to the end of the pass at most.</summary>
    /// <param name="count">How many, at least 0.</param>
    void Skip(long count);
}
