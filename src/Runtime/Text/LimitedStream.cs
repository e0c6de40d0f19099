namespace NetCompiler;

/// <summary>A stream that counts what is read, and refuses to go on for more than a number of bytes.</summary>
/// <param name="path">The file, for the message.</param>
/// <param name="stream">What is read; ends with this stream.</param>
/// <param name="most">Bytes that may be read.</param>
internal sealed class LimitedStream(string path, Stream stream, long most) : ReadOnlyStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ModelFileException">There are more bytes than may be read.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = stream.Read(buffer);
        Count += read;
        return Count <= most ? read : throw new ModelFileException(path, null,
            $"expected at most {most} bytes in a compressed file of this length, but there are more; if it is right, unpack the file first.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
