namespace Tagger;

/// <summary>Words, and a tag for each.</summary>
internal sealed record Sentence(string[] Words, string[] Tags)
{
    /// <summary>A file with a word, a space or tab, and its tag on each line; an empty line ends a sentence.</summary>
    public static List<Sentence> Read(string path)
    {
        var sentences = new List<Sentence>();
        List<string[]> rows = [];
        foreach (string line in File.ReadLines(path).Append(""))
        {
            string[] cells = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 1)
            {
                throw new InvalidDataException($"Expected a word and its tag on each line, but found '{line}'.");
            }

            if (cells.Length > 0)
            {
                rows.Add(cells);
            }
            else if (rows.Count > 0)
            {
                sentences.Add(new Sentence([.. rows.Select(row => row[0])], [.. rows.Select(row => row[^1])]));
                rows = [];
            }
        }

        return sentences;
    }

    /// <summary>Words as people print them: with the tag behind each.</summary>
    public string Tagged(IEnumerable<string> tags) => string.Join(' ', Words.Zip(tags, (word, tag) => $"{word}/{tag}"));
}
