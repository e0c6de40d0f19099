namespace NetCompiler;

/// <summary>The fields of a table, all in one text: a list of strings would take ten times the file.</summary>
internal sealed class TableCells(int columns)
{
    private char[] _text = new char[1 << 12];
    private int[] _ends = new int[1 << 8];
    private int[] _lines = new int[1 << 6];
    private int _length;
    private int _fields;

    public int Rows { get; private set; }

    public ReadOnlySpan<char> this[int row, int column]
    {
        get
        {
            int field = (row * columns) + column;
            return _text.AsSpan((field == 0 ? 0 : _ends[field - 1]).._ends[field]);
        }
    }

    /// <summary>The line of the file on which a row begins.</summary>
    public int Line(int row) => _lines[row];

    /// <summary>Adds the next field of the row at work; false where an array cannot hold more.</summary>
    public bool TryAdd(ReadOnlySpan<char> field)
    {
        if (!TryGrow(ref _text, (long)_length + field.Length) || !TryGrow(ref _ends, _fields + 1L))
        {
            return false;
        }

        field.CopyTo(_text.AsSpan(_length));
        _length += field.Length;
        _ends[_fields++] = _length;
        return true;
    }

    /// <summary>Ends the row at work, which has a field for each column.</summary>
    public void EndRow(int line)
    {
        TryGrow(ref _lines, Rows + 1L);
        _lines[Rows++] = line;
    }

    private static bool TryGrow<T>(ref T[] array, long needed)
    {
        if (needed > Array.MaxLength)
        {
            return false;
        }

        if (needed > array.Length)
        {
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * array.Length)));
        }

        return true;
    }
}
