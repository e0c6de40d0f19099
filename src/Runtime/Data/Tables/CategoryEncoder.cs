using System.Text.Json;

namespace NetCompiler;

/// <summary>What was learned of a column of words.</summary>
internal sealed class CategoryEncoder : ColumnEncoder
{
    public const string Kind = "category";

    private static readonly string[] Encodings = ["one_hot", "int"];

    private readonly string[] _words;
    private readonly CategoryEncoding _encoding;
    private readonly bool _hasUnknown;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    /// <param name="column">The column's name.</param>
    /// <param name="words">All different, at least one.</param>
    /// <param name="encoding">What a word becomes.</param>
    /// <param name="hasUnknown">Whether index 0 is not a word's.</param>
    public CategoryEncoder(string column, string[] words, CategoryEncoding encoding, bool hasUnknown)
        : base(column)
    {
        (_words, _encoding, _hasUnknown) = (words, encoding, hasUnknown);
        foreach (string word in words)
        {
            _indices.TryAdd(word, _indices.Count + (hasUnknown ? 1 : 0));
        }
    }

    public override IReadOnlyList<string> Names => _encoding == CategoryEncoding.Index ? [Column]
        : [.. _hasUnknown ? ["[UNK]"] : Array.Empty<string>(), .. _words];

    public override void Write(TableCell cell, Span<float> values)
    {
        int index = Index(cell);
        if (_encoding == CategoryEncoding.Index)
        {
            values[0] = index;
            return;
        }

        values.Clear();
        values[index] = 1;
    }

    public override void Save(Utf8JsonWriter json)
    {
        json.WriteString("kind", Kind);
        json.WriteString("encoding", Encodings[(int)_encoding]);
        json.WriteBoolean("unknown", _hasUnknown);
        PlanElement.WriteTexts(json, "vocabulary", _words);
    }

    public static CategoryEncoder Read(string column, PlanElement element)
    {
        int encoding = Array.IndexOf(Encodings, element.Text("encoding"));
        string[] words = element.Texts("vocabulary");
        return encoding >= 0 && words.Length > 0 && words.Distinct(StringComparer.Ordinal).Count() == words.Length
            ? new CategoryEncoder(column, words, (CategoryEncoding)encoding, element.Flag("unknown"))
            : throw element.Wrong("a known encoding and distinct words");
    }

    private int Index(TableCell cell)
    {
        if (!cell.IsMissing && _indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell.Text, out int index))
        {
            return index;
        }

        return _hasUnknown ? 0 : throw cell.Wrong($"one of {Listing.FirstOf(_words)}", " With CategoryColumn.HasUnknown others have an index, too.");
    }
}
