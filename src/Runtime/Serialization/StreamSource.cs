namespace NetCompiler;

/// <summary>Streams and bytes of a caller as the files that readers expect: they can seek, and begin where the content begins.</summary>
internal static unsafe class StreamSource
{
    /// <summary>Reads a stream from its position to its end; it stays open.</summary>
    /// <param name="stream">One that can be read. Where it cannot seek, or has been read before, its rest is held in memory meanwhile.</param>
    /// <param name="read">Gets a name for messages and a stream of its own.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static T Read<T>(Stream stream, Func<string, Stream, T> read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("Expected a stream that can be read.", nameof(stream));
        }

        string name = stream is FileStream file ? file.Name : "stream";
        if (stream.CanSeek && stream.Position == 0)
        {
            T result = read(name, stream);
            stream.Position = stream.Length;
            return result;
        }

        using var rest = new MemoryStream();
        stream.CopyTo(rest);
        rest.Position = 0;
        return read(name, rest);
    }

    /// <summary>Reads bytes where they are.</summary>
    /// <param name="bytes">All of the content.</param>
    /// <param name="read">Gets a name for messages and a stream over them.</param>
    public static T Read<T>(ReadOnlySpan<byte> bytes, Func<string, Stream, T> read)
    {
        fixed (byte* start = bytes)
        {
            // An empty span has no address, but a stream wants one.
            byte none = 0;
            using var stream = new UnmanagedMemoryStream(start is null ? &none : start, bytes.Length);
            return read("bytes", stream);
        }
    }

    /// <summary>Lets a writer that has to go back write to any stream that can be written; it stays open.</summary>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    public static void Write(Stream stream, Action<Stream> write)
    {
        CheckWritable(stream);
        using var whole = new MemoryStream();
        write(whole);
        whole.Position = 0;
        whole.CopyTo(stream);
    }

    /// <summary>Refuses a stream that cannot be written, before anything is.</summary>
    public static void CheckWritable(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("Expected a stream that can be written.", nameof(stream));
        }
    }
}
