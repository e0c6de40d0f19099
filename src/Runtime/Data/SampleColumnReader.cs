using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetCompiler;

/// <summary>
/// Reads a column's samples at any place. Only a block of bytes is held: pages of a mapped file would count as the process's own memory, and grow to
/// the
/// size of the file.
/// </summary>
internal sealed class SampleColumnReader : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly SampleColumn _column;
    private readonly SafeFileHandle _file;
    private readonly byte[] _block;

    public SampleColumnReader(SampleColumn column)
    {
        _column = column;
        _block = column.Format.IsNativeSingle ? [] : new byte[BlockBytes];
        _file = File.OpenHandle(column.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Copies neighbouring samples.</summary>
    /// <exception cref="ModelFileException">The file has become shorter since it was checked.</exception>
    public void Copy(long first, int count, Span<float> values)
    {
        long offset = _column.Offset + (first * _column.SampleBytes);
        int width = _column.Format.Width;
        Span<float> rest = values[..(count * _column.Floats)];
        while (!rest.IsEmpty)
        {
            int floats = Math.Min(rest.Length, BlockBytes / width);
            Span<float> part = rest[..floats];
            Span<byte> bytes = _column.Format.IsNativeSingle ? MemoryMarshal.AsBytes(part) : _block.AsSpan(0, floats * width);
            ReadExactly(bytes, offset);
            if (!_column.Format.IsNativeSingle)
            {
                _column.Format.Convert(bytes, part);
            }

            offset += bytes.Length;
            rest = rest[floats..];
        }
    }

    public void Dispose() => _file.Dispose();

    private void ReadExactly(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
            {
                throw new ModelFileException(_column.Path, offset,
                    $"expected {bytes.Length} more bytes, but the file ends: it has been cut off since it was opened.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
