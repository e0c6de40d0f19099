namespace NetCompiler;

/// <summary>Floats in memory that goes nowhere during the exchange, and the rank that they go to or come from.</summary>
public readonly unsafe struct ExchangeBlock
{
    /// <summary>A block of at least one float.</summary>
    /// <param name="rank">The other rank.</param>
    /// <param name="start">The first float, pinned or outside the collector's heap.</param>
    /// <param name="floats">How many, at least 1.</param>
    public ExchangeBlock(int rank, float* start, int floats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(floats, 1);
        Rank = rank;
        Start = start;
        Floats = floats;
    }

    /// <summary>The other rank.</summary>
    public int Rank { get; }

    /// <summary>The first float.</summary>
    public float* Start { get; }

    /// <summary>How many floats.</summary>
    public int Floats { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => new(Start, Floats);
}
