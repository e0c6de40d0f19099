using System.Globalization;

namespace NetCompiler;

/// <summary>The tokens of a vocabulary in a file, a line each.</summary>
/// <remarks>
/// Where it is known how often tokens occur, a line is the token, its occurrences and the texts that have it, with tabs between. Characters that
/// would end a line or a part of it are written as \n, \r and \t, and the backslash as \\.
/// </remarks>
internal static class VocabularyLines
{
    /// <summary>The names that a header may have for them.</summary>
    public static string[] HeaderNames { get; } = ["texts", "unknown"];

    /// <summary>What a token takes beside its characters: an object, places in arrays, an entry of a dictionary.</summary>
    private const int TokenBytes = 120;

    /// <summary>Writes the end of a header, and the tokens.</summary>
    public static void Write(TextWriter writer, Vocabulary vocabulary)
    {
        TokenStatistics? statistics = vocabulary.Statistics;
        if (statistics is not null)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"texts {statistics.Texts}\nunknown {statistics.UnknownOccurrences}\n"));
        }

        writer.Write('\n');
        for (int i = 0; i < vocabulary.Count - Vocabulary.SpecialTokens; i++)
        {
            writer.Write(Escaped(vocabulary[i + Vocabulary.SpecialTokens]));
            if (statistics is not null)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"\t{statistics.Occurrences[i]}\t{statistics.TextCounts[i]}"));
            }

            writer.Write('\n');
        }
    }

    /// <summary>Reads the tokens behind a header.</summary>
    /// <exception cref="ModelFileException">A line is no token, or one is there twice.</exception>
    public static Vocabulary Read(TextFile file, TextHeader header, TextSize size)
    {
        bool counted = header.Has("texts");
        long texts = counted ? header.Number("texts", 0, long.MaxValue) : 0;
        long unknown = counted ? header.Number("unknown", 0, long.MaxValue) : 0;
        int expected = size.Lines - file.Lines.Number;
        VocabularyBuilder builder = Builder(file, expected, size);
        var occurrences = new long[counted ? expected : 0];
        var textCounts = new long[occurrences.Length];
        for (int i = 0; file.Read(); i++)
        {
            ReadOnlySpan<char> token = file.Lines.Line;
            if (counted)
            {
                textCounts[i] = TakeCount(file, ref token);
                occurrences[i] = TakeCount(file, ref token);
            }

            Add(builder, file, Unescaped(token));
        }

        return builder.ToVocabulary(counted ? new TokenStatistics(texts, unknown, occurrences, textCounts) : null);
    }

    /// <summary>Reads a bare list of tokens.</summary>
    /// <param name="file">Stands at its first line, which has been read if there is one.</param>
    /// <param name="size">Lines and length.</param>
    public static Vocabulary ReadList(TextFile file, TextSize size)
    {
        VocabularyBuilder builder = Builder(file, size.Lines, size);
        for (bool more = size.Lines > 0; more; more = file.Read())
        {
            string token = file.Lines.Line.ToString();
            bool special = (file.Lines.Number, token) is (1, Vocabulary.Padding) or (2, Vocabulary.Unknown);
            if (!special)
            {
                Add(builder, file, token);
            }
        }

        return builder.ToVocabulary(statistics: null);
    }

    /// <summary>Room for so many tokens, where a file of this length may take it; twice its characters for the tokens themselves.</summary>
    private static VocabularyBuilder Builder(TextFile file, int tokens, TextSize size)
    {
        file.NewAllowance().Take(((long)TokenBytes * tokens) + (sizeof(char) * size.Bytes));
        return new VocabularyBuilder(tokens);
    }

    private static void Add(VocabularyBuilder builder, TextFile file, string token)
    {
        if (!builder.TryAdd(token))
        {
            throw file.Lines.Wrong($"expected a token that is not there before, other than '' and '[UNK]', but found '{Listing.Cut(token, 40)}'.");
        }
    }

    /// <summary>The number behind the last tab, which is taken off.</summary>
    private static long TakeCount(TextFile file, ref ReadOnlySpan<char> line)
    {
        int tab = line.LastIndexOf('\t');
        if (tab < 0 || !long.TryParse(line[(tab + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            string found = Listing.Cut(file.Lines.Line.ToString(), 40);
            throw file.Lines.Wrong($"expected a token and two whole numbers with tabs between, but found '{found}'.");
        }

        line = line[..tab];
        return count;
    }

    private static string Escaped(string token) => token.AsSpan().IndexOfAny("\\\n\r\t") < 0 ? token : token
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);

    /// <summary>A backslash before any other character stands for that character.</summary>
    private static string Unescaped(ReadOnlySpan<char> written)
    {
        if (!written.Contains('\\'))
        {
            return written.ToString();
        }

        Span<char> token = new char[written.Length];
        int length = 0;
        for (int i = 0; i < written.Length; i++)
        {
            bool escaped = written[i] == '\\' && i + 1 < written.Length;
            char character = written[escaped ? ++i : i];
            token[length++] = !escaped ? character : character switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => character,
            };
        }

        return token[..length].ToString();
    }
}
