using System.Text;

namespace NetCompiler.Reports;

/// <summary>Names from outside, made fit for drawings, XML and file names.</summary>
internal static class PlainText
{
    /// <summary>Without control characters and halves of characters, which become U+FFFD.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool unfit = Rune.IsControl(rune) || (rune.Value & 0xFFFE) == 0xFFFE;
            clean.Append((unfit ? Rune.ReplacementChar : rune).ToString());
        }

        return clean.ToString();
    }

    /// <summary>Letters, digits, <c>-</c> and <c>_</c> of ASCII stay, the rest becomes <c>_</c>.</summary>
    public static string FileName(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
