using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Bytes that rank 0 writes and all others read, in pieces of a fixed size, so that they may be more than an array holds.</summary>
internal sealed unsafe class RankStream : Stream
{
    private const int PieceFloats = 1 << 18;

    private readonly RankGroup _group;
    private readonly float[] _piece = GC.AllocateArray<float>(PieceFloats, pinned: true);

    // At rank 0 what is held, elsewhere what was taken of the piece.
    private int _used;

    private RankStream(RankGroup group)
    {
        _group = group;
        _used = group.IsRoot ? 0 : PieceFloats * sizeof(float);
    }

    public override bool CanRead => !_group.IsRoot;

    public override bool CanWrite => _group.IsRoot;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private Span<byte> Bytes => MemoryMarshal.AsBytes(_piece.AsSpan());

    /// <summary>Gives all ranks a copy of rank 0's state.</summary>
    /// <param name="group">The ranks, each of which calls this.</param>
    /// <param name="table">At rank 0: the state. Elsewhere ignored.</param>
    public static StateTable Broadcast(RankGroup group, StateTable table)
    {
        long length = BitConverter.ToInt64(group.Broadcast(group.IsRoot ? BitConverter.GetBytes(StateFile.LengthOf(table)) : null));
        using var stream = new RankStream(group);
        if (!group.IsRoot)
        {
            return StateFile.Read(table.Path, stream, length);
        }

        StateFile.Write(table, stream);
        stream.Flush();
        return table;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int taken = Math.Min(buffer.Length, Bytes.Length - _used);
            buffer[..taken].CopyTo(Bytes[_used..]);
            buffer = buffer[taken..];
            _used += taken;
            if (_used == Bytes.Length)
            {
                Flush();
            }
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_used == Bytes.Length)
        {
            Broadcast();
            _used = 0;
        }

        int given = Math.Min(buffer.Length, Bytes.Length - _used);
        Bytes.Slice(_used, given).CopyTo(buffer);
        _used += given;
        return given;
    }

    public override void Flush()
    {
        if (_group.IsRoot && _used > 0)
        {
            Broadcast();
            _used = 0;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Broadcast() => _group.Broadcast((float*)Marshal.UnsafeAddrOfPinnedArrayElement(_piece, 0), PieceFloats);
}
