using System.Diagnostics;

namespace NetCompiler;

/// <summary>
/// Reads ahead: while a batch is trained on, a thread of its own fills the next ones, and waits when it is as far ahead as it may be. The samples are
/// those of the source,
/// and so are its exceptions, which come where they would have come without.
/// </summary>
/// <remarks>Each pass has a thread and its batches' memory, from its first read on until it is disposed.</remarks>
public sealed class PrefetchSource : IDataSource
{
    private readonly int _batches;
    private long _samples;
    private long _waited;
    private long _elapsed;

    internal PrefetchSource(IDataSource source, int batches)
    {
        Source = source;
        _batches = batches;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> InputShape => Source.InputShape;

    /// <inheritdoc/>
    public int InputFloats => Source.InputFloats;

    /// <inheritdoc/>
    public int TargetFloats => Source.TargetFloats;

    /// <inheritdoc/>
    public bool HasWeights => Source.HasWeights;

    /// <inheritdoc/>
    public long? Count => Source.Count;

    /// <summary>How well reading ahead has kept up so far; may be read during a pass.</summary>
    public PrefetchStatistics Statistics => new(
        Interlocked.Read(ref _samples), Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _waited)),
            Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _elapsed)));

    internal IDataSource Source { get; }

    /// <inheritdoc/>
    public ISampleReader Read(DataPass pass) => new PrefetchReader(this, Source.Read(pass), _batches);

    /// <summary>Counts one read, times in ticks of <see cref="Stopwatch"/>.</summary>
    internal void AddRead(int samples, long waited, long elapsed)
    {
        Interlocked.Add(ref _samples, samples);
        Interlocked.Add(ref _waited, waited);
        Interlocked.Add(ref _elapsed, elapsed);
    }
}
