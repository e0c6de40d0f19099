using System.Globalization;

namespace NetCompiler;

/// <summary>Reads word vectors in word2vec's text format.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="file">The file at its beginning.</param>
internal sealed class WordVectorsText(string path, TextFile file)
{
    public WordVectors Read()
    {
        if (!file.Read())
        {
            throw new ModelFileException(path, null, "expected a line with the numbers of words and of dimensions, but the file is empty.");
        }

        WordVectors.Builder builder = WordVectors.Builder.Of(path, file.Lines.Line, valueBytes: 2, file.MostBytes, file.NewAllowance());
        while (!builder.IsFull)
        {
            if (!file.Read())
            {
                throw file.Lines.Wrong("expected another word after this line, as many as the first line says, but the file ends.");
            }

            ReadLine(builder);
        }

        while (file.Read())
        {
            if (!file.Lines.Line.IsWhiteSpace())
            {
                throw file.Lines.Wrong("expected the end of the file after as many words as the first line says, but it goes on.");
            }
        }

        return builder.ToVectors();
    }

    private void ReadLine(WordVectors.Builder builder)
    {
        ReadOnlySpan<char> line = file.Lines.Line.TrimEnd(' ');
        int end = line.IndexOf(' ');
        if (end < 1)
        {
            throw file.Lines.Wrong($"expected a word and its values, with spaces between, but found '{Listing.Cut(line.ToString(), 40)}'.");
        }

        Span<float> row = builder.Row;
        ReadOnlySpan<char> rest = line[end..];
        for (int d = 0; d < row.Length; d++)
        {
            rest = rest.TrimStart(' ');
            int length = rest.IndexOf(' ');
            ReadOnlySpan<char> value = length < 0 ? rest : rest[..length];
            if (!float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out row[d]) || !float.IsFinite(row[d]))
            {
                throw file.Lines.Wrong(FormattableString.Invariant(
                    $"expected a finite number for value {d + 1} of {row.Length}, but found '{Listing.Cut(value.ToString(), 40)}'."));
            }

            rest = rest[value.Length..];
        }

        if (!rest.IsEmpty)
        {
            throw file.Lines.Wrong(FormattableString.Invariant($"expected {row.Length} values after the word, but there are more."));
        }

        string word = line[..end].ToString();
        if (!builder.TryAdd(word))
        {
            throw file.Lines.Wrong($"the word '{Listing.Cut(word, 40)}' is there a second time.");
        }
    }
}
