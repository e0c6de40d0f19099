namespace NetCompiler;

/// <summary>Orders texts as their bytes in UTF-8 are ordered, which is by code points.</summary>
internal sealed class TokenOrder : IComparer<string>
{
    public static TokenOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> first = x, second = y;
        int common = first.CommonPrefixLength(second);
        return common < first.Length && common < second.Length
            ? Rank(first[common]).CompareTo(Rank(second[common]))
            : first.Length.CompareTo(second.Length);
    }

    /// <summary>Halves of pairs stand for the code points behind all others, though some single characters have larger numbers.</summary>
    private static int Rank(char character) => char.IsSurrogate(character) ? character + 0x10000 : character;
}
