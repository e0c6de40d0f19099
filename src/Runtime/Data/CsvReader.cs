using System.Text;

namespace NetCompiler;

/// <summary>Splits comma-separated text into records: fields may be quoted, and then hold delimiters, line ends and doubled quotes.</summary>
internal sealed class CsvReader(string path, TextReader text, char delimiter)
{
    /// <summary>More characters in a field than this are taken for damage, such as a quote that is never closed.</summary>
    private const int LongestField = 1 << 20;

    private readonly StringBuilder field = new();
    private int nextLine = 1;

    /// <summary>The line, from 1, on which the last record began.</summary>
    public int Line { get; private set; }

    /// <summary>The fields of the next record that is not an empty line; false at the end.</summary>
    public bool Read(List<string> fields)
    {
        fields.Clear();
        while (text.Peek() is '\n' or '\r')
        {
            SkipLineEnd();
        }

        if (text.Peek() < 0)
        {
            return false;
        }

        Line = nextLine;
        do
        {
            fields.Add(ReadField(fields.Count));
        }
        while (TrySkip(delimiter));

        if (text.Peek() >= 0)
        {
            SkipLineEnd();
        }

        return true;
    }

    private string ReadField(int column)
    {
        field.Clear();
        if (text.Peek() == '"')
        {
            ReadQuoted(column);
        }

        while (text.Peek() is int next && next >= 0 && next != delimiter && next is not ('\n' or '\r'))
        {
            Append((char)text.Read(), column);
        }

        return field.ToString();
    }

    private void ReadQuoted(int column)
    {
        text.Read();
        while (true)
        {
            int next = text.Read();
            if (next < 0)
            {
                throw new ModelFileException(path, null, $"line {Line}, column {column + 1}: expected a closing quote, but the file ends.");
            }

            if (next == '"' && !TrySkip('"'))
            {
                return;
            }

            if (next == '\n')
            {
                nextLine++;
            }

            Append((char)next, column);
        }
    }

    private void Append(char character, int column)
    {
        if (field.Length == LongestField)
        {
            throw new ModelFileException(path, null, $"line {Line}, column {column + 1}: expected a field of at most {LongestField} characters.");
        }

        field.Append(character);
    }

    private bool TrySkip(char character)
    {
        if (text.Peek() != character)
        {
            return false;
        }

        text.Read();
        return true;
    }

    private void SkipLineEnd()
    {
        if (text.Read() == '\r')
        {
            TrySkip('\n');
        }

        nextLine++;
    }
}
