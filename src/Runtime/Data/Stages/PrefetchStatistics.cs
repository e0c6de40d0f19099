namespace NetCompiler;

/// <summary>How well reading ahead has kept up with its reader, over all passes so far.</summary>
/// <param name="Samples">Samples handed out.</param>
/// <param name="Waited">How long the reader waited for data, the first samples of each pass included.</param>
/// <param name="Elapsed">How long the passes took, from the first read to the last.</param>
public readonly record struct PrefetchStatistics(long Samples, TimeSpan Waited, TimeSpan Elapsed)
{
    /// <summary>Share of the time that the reader waited, from 0 to 1; 0 before anything was read.</summary>
    public double WaitShare => Elapsed > TimeSpan.Zero ? Waited / Elapsed : 0;
}
