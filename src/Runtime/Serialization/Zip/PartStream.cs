namespace NetCompiler;

/// <summary>The next bytes of a stream, which it does not own, and no more.</summary>
internal sealed class PartStream(Stream inner, long left) : ReadOnlyStream
{
    private long _left = left;

    public override int Read(Span<byte> buffer)
    {
        int got = inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= got;
        return got;
    }
}
