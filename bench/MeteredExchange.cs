using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>Counts rounds and bytes, and waits before each round as a network that is farther away would.</summary>
/// <param name="exchange">What moves.</param>
/// <param name="delay">Added to each round.</param>
internal sealed class MeteredExchange(MpiExchange exchange, TimeSpan delay) : IGradientExchange
{
    public int Rank => exchange.Rank;

    public int Ranks => exchange.Ranks;

    /// <summary>Rounds so far.</summary>
    public long Rounds { get; private set; }

    /// <summary>Bytes that this rank has sent so far.</summary>
    public long Bytes => exchange.BytesSent;

    public void Exchange(ReadOnlySpan<ExchangeBlock> sends, ReadOnlySpan<ExchangeBlock> receives)
    {
        Rounds++;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < delay)
        {
            Thread.SpinWait(10);
        }

        exchange.Exchange(sends, receives);
    }

    public void Fail(Exception error) => exchange.Fail(error);
}
