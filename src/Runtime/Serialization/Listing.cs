using System.Globalization;

namespace NetCompiler;

/// <summary>Lists in messages: the first few, and how many more, so that no file and no network makes a message that nobody can read.</summary>
internal static class Listing
{
    private const int Most = 8, LongestPart = 200;

    /// <summary>The first ones, separated.</summary>
    public static string FirstOf<T>(IReadOnlyCollection<T> items, string separator = ", ", int most = Most)
    {
        string first = string.Join(separator, items.Take(most)
            .Select(item => Cut(Convert.ToString(item, CultureInfo.InvariantCulture) ?? "", LongestPart)));
        return items.Count <= most ? first : string.Create(CultureInfo.InvariantCulture, $"{first}{separator}and {items.Count - most} more");
    }

    /// <summary>A text's beginning, and how much follows.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, most)}... ({text.Length - most} more characters)");
}
