namespace NetCompiler.Fuzz;

/// <summary>A reader to be fuzzed.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Read">Reads one file from its bytes.</param>
/// <param name="Forms">What is damaged, each as often as the others.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Read, params FuzzForm[] Forms)
{
    /// <summary>Whether an exception is one that the reader documents.</summary>
    public Func<Exception, bool> Refuses { get; init; } = exception => exception is ModelFileException;

    /// <summary>Words of the format, to be put in anywhere.</summary>
    public string[] Words { get; init; } = [];
}

/// <summary>A part of a file that is damaged, and how the rest is put around it, so that the damage is not found by the first check.</summary>
/// <param name="Seeds">Sound parts.</param>
/// <param name="Wrap">From a part to a file; null where the part is a whole file.</param>
internal sealed record FuzzForm(byte[][] Seeds, Func<byte[], byte[]>? Wrap = null);
