namespace NetCompiler;

/// <summary>Samples that can be read at any place, by one thread.</summary>
internal interface ISampleAccess : IDisposable
{
    /// <summary>Copies neighbouring samples, which exist.</summary>
    void Copy(long first, int count, Span<float> inputs, Span<float> targets);
}
