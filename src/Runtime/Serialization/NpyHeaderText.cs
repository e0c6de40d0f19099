using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>
/// Reads the text of an NPY header, such as <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }</c>: exactly these keys, each once, in
/// any order.
/// </summary>
internal ref struct NpyHeaderText
{
    /// <summary>As many as NumPy's arrays can have.</summary>
    public const int MostAxes = 64;

    private readonly string path;
    private readonly ReadOnlySpan<byte> text;
    private readonly int start;
    private int position;

    private NpyHeaderText(string path, ReadOnlySpan<byte> text, int start)
    {
        this.path = path;
        this.text = text;
        this.start = start;
    }

    private readonly char Next => position < text.Length ? (char)text[position] : '\0';

    /// <summary>What the text says.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">The text, padded with white space.</param>
    /// <param name="start">Its place in the file, for messages.</param>
    /// <exception cref="ModelFileException">The text has another form, or the elements' type has no value as a float.</exception>
    public static (NpyType Type, bool FortranOrder, long[] Shape) Parse(string path, ReadOnlySpan<byte> text, int start) =>
        new NpyHeaderText(path, text, start).ReadAll();

    private (NpyType Type, bool FortranOrder, long[] Shape) ReadAll()
    {
        NpyType? type = null;
        bool? fortranOrder = null;
        long[]? shape = null;
        Take('{');
        while (!TryTake('}'))
        {
            string key = ReadString("a key");
            Take(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = ReadType();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = ReadBool();
                    break;
                case "shape" when shape is null:
                    shape = ReadShape();
                    break;
                default:
                    throw Wrong($"the keys 'descr', 'fortran_order' and 'shape', each once, but found '{TensorEntry.Shorten(key)}'");
            }

            if (!TryTake(','))
            {
                Take('}');
                break;
            }
        }

        SkipSpace();
        if (position < text.Length)
        {
            throw Unexpected("only white space after the dictionary");
        }

        return type is not null && fortranOrder is bool order && shape is not null
            ? (type, order, shape)
            : throw Wrong("the keys 'descr', 'fortran_order' and 'shape', but not all are there");
    }

    private NpyType ReadType()
    {
        SkipSpace();
        if (Next == '[')
        {
            throw Wrong("elements of a plain number, but found a structure of fields");
        }

        string description = ReadString("the type of the elements");
        if (description.Contains('O', StringComparison.Ordinal))
        {
            throw Wrong($"elements of a plain number, but found Python's objects ('{TensorEntry.Shorten(description)}'), which only Python can read");
        }

        return NpyType.Find(description)
            ?? throw Wrong($"elements of a plain number, such as '<f4', '>i8' or '|u1', but found '{TensorEntry.Shorten(description)}'");
    }

    private bool ReadBool()
    {
        SkipSpace();
        foreach ((string word, bool value) in new[] { ("True", true), ("False", false) })
        {
            if (text[position..].StartsWith(Encoding.ASCII.GetBytes(word)))
            {
                position += word.Length;
                return value;
            }
        }

        throw Unexpected("True or False for 'fortran_order'");
    }

    private long[] ReadShape()
    {
        var sizes = new List<long>();
        Take('(');
        bool comma = true;
        while (!TryTake(')'))
        {
            if (!comma || sizes.Count == MostAxes)
            {
                throw Unexpected(comma ? $"at most {MostAxes} axes" : "',' or ')'");
            }

            sizes.Add(ReadSize());
            comma = TryTake(',');
        }

        // In Python, (3) is a number and (3,) is a shape.
        return sizes.Count != 1 || comma ? [.. sizes] : throw Wrong("a comma behind the only size of a shape");
    }

    private long ReadSize()
    {
        SkipSpace();
        int from = position;
        while (char.IsAsciiDigit(Next))
        {
            position++;
        }

        bool leadingZero = position - from > 1 && text[from] == '0';
        return !leadingZero && long.TryParse(text[from..position], NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw Wrong($"a size from 0 to 2^63 - 1, but found "
            + $"'{TensorEntry.Shorten(Encoding.Latin1.GetString(text[from..Math.Min(text.Length, position + 1)]))}'");
    }

    /// <summary>A string between single or double quotes; no name or type of a plain array needs an escape.</summary>
    private string ReadString(string what)
    {
        SkipSpace();
        if (Next is not ('\'' or '"'))
        {
            throw Unexpected($"a string for {what}");
        }

        int length = text[(position + 1)..].IndexOf((byte)Next);
        if (length < 0)
        {
            throw Wrong($"a closing quote after {what}");
        }

        string value = Encoding.Latin1.GetString(text.Slice(position + 1, length));
        position += length + 2;
        return value;
    }

    private void Take(char character)
    {
        if (!TryTake(character))
        {
            throw Unexpected($"'{character}'");
        }
    }

    private bool TryTake(char character)
    {
        SkipSpace();
        if (Next != character || position == text.Length)
        {
            return false;
        }

        position++;
        return true;
    }

    private void SkipSpace()
    {
        while (Next is ' ' or '\n' or '\t' or '\r')
        {
            position++;
        }
    }

    private readonly ModelFileException Unexpected(string expected) =>
        Wrong(position < text.Length ? $"{expected}, but found 0x{text[position]:X2}" : $"{expected}, but the header ends");

    private readonly ModelFileException Wrong(string expected) => new(path, start + position, $"expected {expected}.");
}
