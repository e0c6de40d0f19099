namespace NetCompiler;

/// <summary>How a category becomes floats.</summary>
public enum CategoryEncoding
{
    /// <summary>A float for each word, 1 for the one that it is and 0 for the others.</summary>
    OneHot,

    /// <summary>One float, the word's index, for a network that begins with an embedding.</summary>
    Index,
}

/// <summary>
/// A column of words, as Keras' <c>StringLookup</c>: the words of the training part are numbered, the most frequent first, among equals the
/// last of the alphabet, behind the place of the unknown.
/// </summary>
/// <param name="name">The column's name, or its number from 0, from -1 backwards at the end.</param>
public sealed class CategoryColumn(string name) : TableColumn(name)
{
    /// <summary>What a word becomes.</summary>
    public CategoryEncoding Encoding { get; init => field = Argument.Member(value); } = CategoryEncoding.OneHot;

    /// <summary>
    /// Whether index 0 is for what is unknown: other words than those of the training part, and missing fields. Otherwise these are refused, as with
    /// Keras' <c>num_oov_indices=0</c>.
    /// </summary>
    public bool HasUnknown { get; init; } = true;

    /// <summary>Most indices, that of the unknown included, at least 2: rarer words are unknown. Null for all words.</summary>
    public int? MaxTokens
    {
        get;
        init => field = value is null or >= 2 ? value : throw new ArgumentOutOfRangeException(
            nameof(MaxTokens), value, $"MaxTokens is {value}; expected at least 2.");
    }

    /// <summary>The words in their order, all different; null to learn them.</summary>
    public IReadOnlyList<string>? Vocabulary { get; init => field = Argument.Distinct(value); }

    internal override ColumnEncoder Learn(Table table, int column)
    {
        string[] words = Vocabulary is null ? Words(table, column) : [.. Vocabulary];
        int most = MaxTokens is { } tokens ? tokens - (HasUnknown ? 1 : 0) : int.MaxValue;
        string name = table.ColumnNames[column];
        return words.Length > 0 ? new CategoryEncoder(name, [.. words.Take(most)], Encoding, HasUnknown)
            : throw new ArgumentException($"Column '{Listing.Cut(name, 200)}' has no word in any row; describe it by new DroppedColumn(\"...\").");
    }

    /// <summary>The words of a column in the order of their indices.</summary>
    private static string[] Words(Table table, int column) =>
    [
        .. Count(table, column).OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key, TokenOrder.Instance)
            .Select(pair => pair.Key),
    ];

    /// <summary>How often each word is there.</summary>
    private static Dictionary<string, int> Count(Table table, int column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int row = 0; row < table.Count; row++)
        {
            var cell = new TableCell(table, row, column);
            if (!cell.IsMissing)
            {
                lookup[cell.Text] = lookup.TryGetValue(cell.Text, out int count) ? count + 1 : 1;
            }
        }

        return counts;
    }
}
