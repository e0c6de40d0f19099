using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetCompiler;

/// <summary>A file of text, gzipped or not, that is read line by line.</summary>
internal sealed class TextFile : IDisposable
{
    /// <summary>More characters in a line than this are taken for damage.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>
    /// Of what a compressed text may unpack to, one line may be this part: its characters are twice as large, and their room has grown.
    /// </summary>
    private const int LineShare = 32;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly LimitedStream? _unpacked;
    private readonly StreamReader _text;

    private TextFile(string path, FileStream file, Encoding encoding)
    {
        (_path, _file) = (path, file);
        bool gzipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        _unpacked = gzipped ? new LimitedStream(path, new GZipStream(file, CompressionMode.Decompress), UnpackingLimit.Of(file.Length)) : null;
        _text = new StreamReader(_unpacked ?? (Stream)file, encoding);
        Lines = new LineReader(path, _text, gzipped ? (int)Math.Min(LongestLine, MostBytes / LineShare) : LongestLine);
    }

    /// <summary>The lines.</summary>
    public LineReader Lines { get; }

    /// <summary>Length that the text may have in bytes; of one that is not gzipped, its length.</summary>
    public long MostBytes => _unpacked is null ? _file.Length : UnpackingLimit.Of(_file.Length);

    /// <summary>Length of the text in bytes; of a gzipped one, as far as it has been read.</summary>
    public long Bytes => _unpacked?.Count ?? _file.Length;

    /// <param name="path">The file.</param>
    /// <param name="encoding">
    /// Of a text that does not begin with a mark of another one; UTF-8 by default. Bytes that are none of its characters become U+FFFD.
    /// </param>
    public static TextFile Open(string path, Encoding? encoding = null)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new TextFile(path, file, encoding ?? Encoding.UTF8);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What lines of this file may take in memory; for a compressed one, half of what it may unpack to.</summary>
    public ReadingAllowance NewAllowance() =>
        _unpacked is null ? ReadingAllowance.Of(_path, _file.Length) : new ReadingAllowance(_path, MostBytes / 2);

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="ModelFileException">The line is too long, or the gzip data are damaged.</exception>
    public bool Read()
    {
        try
        {
            if (Lines.Read())
            {
                return true;
            }

            CheckTrailer();
            return false;
        }
        catch (InvalidDataException e)
        {
            throw new ModelFileException(_path, null, $"the gzip data is damaged: {e.Message}", e);
        }
    }

    public void Dispose() => _text.Dispose();

    /// <summary>A gzipped file that was cut off may unpack without a complaint; the content's length stands at its end.</summary>
    private void CheckTrailer()
    {
        if (_unpacked is null)
        {
            return;
        }

        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        _file.Seek(-Math.Min(trailer.Length, _file.Length), SeekOrigin.End);
        _file.ReadExactly(_path, _file.Position, trailer);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (expected != (uint)_unpacked.Count)
        {
            throw new ModelFileException(_path, null,
                $"expected the gzip data to end with their length, {_unpacked.Count}, but found {expected}.");
        }
    }
}
