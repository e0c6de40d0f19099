namespace NetCompiler;

/// <summary>Reads from files that may end too early.</summary>
internal static class StreamReading
{
    /// <summary>Fills <paramref name="bytes"/>.</summary>
    /// <param name="stream">Where to read from.</param>
    /// <param name="path">The file, for the message.</param>
    /// <param name="offset">Where in the file the bytes begin, for the message.</param>
    /// <param name="bytes">The bytes to fill.</param>
    /// <exception cref="ModelFileException">The file ends before.</exception>
    public static void ReadExactly(this Stream stream, string path, long offset, Span<byte> bytes)
    {
        int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
        {
            throw new ModelFileException(path, offset + got, $"expected {bytes.Length - got} more bytes, but the file ends.");
        }
    }
}
