using System.Text;

namespace NetCompiler;

/// <summary>The tokens of a text for <see cref="Bleu"/>: those of mteval-v13a, as sacrebleu's tokenizer 13a finds them.</summary>
internal static class Tokenizer13a
{
    /// <summary>The tokens, with one space between neighbours.</summary>
    public static string Tokenize(string text)
    {
        int end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        string line = text[..end]
            .Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
        line = SpaceSymbols($" {line} ");

        // A full stop or a comma stays where it stands between digits, a dash unless it stands behind one.
        line = SpacePairs(line, (first, second) => !char.IsAsciiDigit(first) && second is '.' or ',', spaceBefore: false);
        line = SpacePairs(line, (first, second) => first is '.' or ',' && !char.IsAsciiDigit(second), spaceBefore: true);
        line = SpacePairs(line, (first, second) => char.IsAsciiDigit(first) && second == '-', spaceBefore: false);
        return SingleSpaced(line);
    }

    private static string SpaceSymbols(string line)
    {
        var spaced = new StringBuilder(line.Length + 16);
        foreach (char character in line)
        {
            if (IsSymbol(character))
            {
                spaced.Append(' ').Append(character).Append(' ');
            }
            else
            {
                spaced.Append(character);
            }
        }

        return spaced.ToString();
    }

    /// <summary>All of ASCII's but the apostrophe, the comma, the dash and the full stop.</summary>
    private static bool IsSymbol(char character) => character
        is (>= ' ' and <= '&') or (>= '(' and <= '+') or '/' or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    /// <summary>Puts spaces between and beside two neighbours; pairs are looked for behind the last that was found.</summary>
    private static string SpacePairs(string line, Func<char, char, bool> matches, bool spaceBefore)
    {
        var spaced = new StringBuilder(line.Length + 16);
        for (int i = 0; i < line.Length; i++)
        {
            if (i + 1 == line.Length || !matches(line[i], line[i + 1]))
            {
                spaced.Append(line[i]);
                continue;
            }

            spaced.Append(spaceBefore ? " " : "").Append(line[i]).Append(' ').Append(line[++i]).Append(spaceBefore ? "" : " ");
        }

        return spaced.ToString();
    }

    private static string SingleSpaced(string line)
    {
        var words = new StringBuilder(line.Length);
        bool space = false;
        foreach (char character in line)
        {
            if (IsSpace(character))
            {
                space = true;
                continue;
            }

            if (space && words.Length > 0)
            {
                words.Append(' ');
            }

            space = false;
            words.Append(character);
        }

        return words.ToString();
    }

    /// <summary>What Python takes for white space.</summary>
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';
}
