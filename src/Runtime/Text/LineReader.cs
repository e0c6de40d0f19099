namespace NetCompiler;

/// <summary>
/// Lines of a text, one after the other, in memory that the next one uses again. A line ends with a line feed, or with a carriage return before it;
/// other characters that Unicode takes for line ends are part of their line.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="text">The text, at its beginning.</param>
/// <param name="longest">More characters in a line than this are taken for damage.</param>
internal sealed class LineReader(string path, TextReader text, int longest)
{
    private readonly char[] _block = new char[1 << 12];
    private int _position;
    private int _end;
    private char[] _line = new char[256];
    private int _length;

    /// <summary>The last line, without its end; valid until the next one is read.</summary>
    public ReadOnlySpan<char> Line => _line.AsSpan(0, _length);

    /// <summary>The last line's number, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="ModelFileException">The line is too long.</exception>
    public bool Read()
    {
        _length = 0;
        if (!Fill())
        {
            return false;
        }

        Number++;
        do
        {
            ReadOnlySpan<char> rest = _block.AsSpan(_position.._end);
            int stop = rest.IndexOf('\n');
            Append(stop < 0 ? rest : rest[..stop]);
            _position += stop < 0 ? rest.Length : stop + 1;
            if (stop >= 0)
            {
                break;
            }
        }
        while (Fill());

        if (_length > 0 && _line[_length - 1] == '\r')
        {
            _length--;
        }

        return true;
    }

    /// <summary>What is wrong with the last line.</summary>
    public ModelFileException Wrong(string problem) => new(path, null, FormattableString.Invariant($"line {Number}: {problem}"));

    private bool Fill()
    {
        if (_position == _end)
        {
            _position = 0;
            _end = text.Read(_block);
        }

        return _position < _end;
    }

    private void Append(ReadOnlySpan<char> characters)
    {
        if (_length + characters.Length > longest)
        {
            throw Wrong($"expected at most {longest} characters, but there are more.");
        }

        if (_length + characters.Length > _line.Length)
        {
            Array.Resize(ref _line, Math.Max(2 * _line.Length, _length + characters.Length));
        }

        characters.CopyTo(_line.AsSpan(_length));
        _length += characters.Length;
    }
}
