using System.Text;

namespace NetCompiler;

/// <summary>
/// The tokens of one text at a time. They lie in a row with one space between neighbours, so that an n-gram is a part of the row, too.
/// </summary>
internal sealed class TokenBuffer(TextStandardization standardize, TextSplit split, int ngrams)
{
    private char[] _row = new char[256];
    private int[] _starts = new int[64];
    private int[] _ends = new int[64];
    private int _length;
    private int _words;

    /// <summary>Tokens of the last text, n-grams included.</summary>
    public int Count { get; private set; }

    /// <summary>A token of the last text: all words, then all pairs, and so on.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            int width = 1;
            for (int inWidth = _words; index >= inWidth; inWidth--, width++)
            {
                index -= inWidth;
            }

            return _row.AsSpan(_starts[index].._ends[index + width - 1]);
        }
    }

    /// <summary>Takes the next text apart.</summary>
    public void Fill(ReadOnlySpan<char> text)
    {
        (_length, _words) = (0, 0);
        switch (split)
        {
            case TextSplit.Whitespace:
                AddWords(text);
                break;
            case TextSplit.Character:
                AddCharacters(text);
                break;
            default:
                Add(text);
                break;
        }

        Count = 0;
        for (int width = 1; width <= Math.Min(ngrams, _words); width++)
        {
            Count = checked(Count + _words - width + 1);
        }
    }

    private static bool IsWhiteSpace(char character) => character is ' ' or (>= '\t' and <= '\r');

    private void AddWords(ReadOnlySpan<char> text)
    {
        int place = 0;
        while (place < text.Length)
        {
            int start = place;
            while (place < text.Length && !IsWhiteSpace(text[place]))
            {
                place++;
            }

            Add(text[start..place]);
            place++;
        }
    }

    private void AddCharacters(ReadOnlySpan<char> text)
    {
        Span<char> units = stackalloc char[2];
        foreach (Rune character in text.EnumerateRunes())
        {
            Add(units[..character.EncodeToUtf16(units)]);
        }
    }

    /// <summary>Adds a token, unless nothing is left of it.</summary>
    private void Add(ReadOnlySpan<char> token)
    {
        int before = _length;
        int start = _words > 0 ? before + 1 : 0;
        MakeRoom(token.Length + 1);
        _row[_length] = ' ';
        _length = start;
        Append(token);
        if (_length == start)
        {
            _length = before;
            return;
        }

        if (_words == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * _words);
            Array.Resize(ref _ends, 2 * _words);
        }

        _starts[_words] = start;
        _ends[_words++] = _length;
    }

    /// <summary>Appends what a standard text has of this one; there is room for it.</summary>
    private void Append(ReadOnlySpan<char> text)
    {
        bool lower = standardize is TextStandardization.Lower or TextStandardization.LowerAndStripPunctuation;
        bool strip = standardize is TextStandardization.StripPunctuation or TextStandardization.LowerAndStripPunctuation;
        foreach (char character in text)
        {
            if (!strip || !IsPunctuation(character))
            {
                _row[_length++] = lower && char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
            }
        }
    }

    /// <summary>Keras' default set: all that ASCII has.</summary>
    private static bool IsPunctuation(char character) =>
        character is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    private void MakeRoom(int characters)
    {
        if (_length + characters > _row.Length)
        {
            Array.Resize(ref _row, Math.Max(2 * _row.Length, _length + characters));
        }
    }
}
