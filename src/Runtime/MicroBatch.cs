namespace NetCompiler;

/// <summary>How many samples go through kernels together.</summary>
internal static class MicroBatch
{
    /// <summary>A thread's scratch for rows of samples, beside the kernels' own, is not to pass 64 MB, unless a single sample does.</summary>
    private const long MostFloats = 1 << 24;

    /// <summary>As many as the kernels were written for, or fewer where samples are very large.</summary>
    /// <param name="compiled">What the kernels take at most.</param>
    /// <param name="sampleFloats">Floats of scratch for each sample.</param>
    public static int Of(int compiled, long sampleFloats) => (int)Math.Clamp(MostFloats / Math.Max(1, sampleFloats), 1, Math.Max(1, compiled));
}
