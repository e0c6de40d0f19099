namespace NetCompiler;

/// <summary>
/// Splits comma-separated text into records: fields may be quoted, and then hold delimiters, line ends and doubled quotes. One record is held at a
/// time, in memory that the
/// next one uses again.
/// </summary>
internal sealed class CsvReader(string path, TextReader text, char delimiter)
{
    /// <summary>More characters in a field than this are taken for damage, such as a quote that is never closed.</summary>
    private const int LongestField = 1 << 20;

    /// <summary>And more fields than this, such as a file of nothing but delimiters.</summary>
    private const int MostFields = 1 << 18;

    private readonly char[] block = new char[1 << 14];
    private int position;
    private int end;
    private char[] record = new char[256];
    private int[] ends = new int[16];
    private int length;
    private int nextLine = 1;

    /// <summary>The line, from 1, on which the last record began.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the last record.</summary>
    public int FieldCount { get; private set; }

    /// <summary>A field of the last record.</summary>
    public ReadOnlySpan<char> this[int field] => record.AsSpan(Start(field)..ends[field]);

    /// <summary>Goes to the next record that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        (FieldCount, length) = (0, 0);
        while (Peek() is '\n' or '\r')
        {
            SkipLineEnd();
        }

        if (Peek() < 0)
        {
            return false;
        }

        Line = nextLine;
        do
        {
            ReadField();
        }
        while (TrySkip(delimiter));

        if (Peek() >= 0)
        {
            SkipLineEnd();
        }

        return true;
    }

    private int Start(int field) => field == 0 ? 0 : ends[field - 1];

    private void ReadField()
    {
        if (Peek() == '"')
        {
            ReadQuoted();
        }

        // Up to the field's end, a block at a time.
        while (Peek() >= 0)
        {
            ReadOnlySpan<char> rest = block.AsSpan(position..end);
            int stop = rest.IndexOfAny(delimiter, '\n', '\r');
            ReadOnlySpan<char> part = stop < 0 ? rest : rest[..stop];
            Append(part);
            position += part.Length;
            if (stop >= 0)
            {
                break;
            }
        }

        if (FieldCount == MostFields)
        {
            throw new ModelFileException(path, null, $"line {Line}: expected at most {MostFields} fields, but there are more.");
        }

        if (FieldCount == ends.Length)
        {
            Array.Resize(ref ends, 2 * ends.Length);
        }

        ends[FieldCount++] = length;
    }

    private void ReadQuoted()
    {
        position++;
        while (true)
        {
            if (Peek() < 0)
            {
                throw new ModelFileException(path, null, $"line {Line}, column {FieldCount + 1}: expected a closing quote, but the file ends.");
            }

            char next = block[position++];
            if (next == '"' && !TrySkip('"'))
            {
                return;
            }

            if (next == '\n')
            {
                nextLine++;
            }

            Append([next]);
        }
    }

    private void Append(ReadOnlySpan<char> characters)
    {
        if (length - Start(FieldCount) + characters.Length > LongestField)
        {
            throw new ModelFileException(path, null, $"line {Line}, column {FieldCount + 1}: expected a field of at most {LongestField} characters.");
        }

        if (length + characters.Length > record.Length)
        {
            Array.Resize(ref record, Math.Max(2 * record.Length, length + characters.Length));
        }

        characters.CopyTo(record.AsSpan(length));
        length += characters.Length;
    }

    /// <summary>The next character; -1 at the end.</summary>
    private int Peek()
    {
        if (position == end)
        {
            position = 0;
            end = text.Read(block);
        }

        return position < end ? block[position] : -1;
    }

    private bool TrySkip(char character)
    {
        if (Peek() != character)
        {
            return false;
        }

        position++;
        return true;
    }

    private void SkipLineEnd()
    {
        Peek();
        if (block[position++] == '\r')
        {
            TrySkip('\n');
        }

        nextLine++;
    }
}
