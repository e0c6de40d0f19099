namespace NetCompiler;

/// <summary>Reads through another stream, which it owns, and sums what was read.</summary>
internal sealed class ChecksumStream(Stream inner) : ReadOnlyStream
{
    /// <summary>CRC-32 of the bytes read so far.</summary>
    public uint Checksum { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int got = inner.Read(buffer);
        Checksum = Crc32.Append(Checksum, buffer[..got]);
        return got;
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
