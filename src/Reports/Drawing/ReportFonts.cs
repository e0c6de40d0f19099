using ScottPlot;
using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>The font of reports: the first of some sans-serif ones that the machine has, else its default.</summary>
internal static class ReportFonts
{
    private static readonly string[] Families = ["Inter", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans"];

    public static SKTypeface Regular { get; } = Find(SKFontStyleWeight.Normal);

    public static SKTypeface SemiBold { get; } = Find(SKFontStyleWeight.SemiBold);

    private static string ChartFamily => Regular.FamilyName;

    /// <summary>
    /// The family for a chart with these texts: the report's, unless it lacks some of their signs and the machine has a font with all of them.
    /// </summary>
    public static string FamilyFor(IEnumerable<string> texts)
    {
        string all = string.Concat(texts);
        if (Regular.ContainsGlyphs(all))
        {
            return ChartFamily;
        }

        string other = Fonts.Detect(all);
        using SKTypeface typeface = Fonts.GetTypeface(other, bold: false, italic: false);
        return typeface.ContainsGlyphs(all) ? other : ChartFamily;
    }

    /// <summary>The texts, those replaced by another that no font for all of them can show: a drawing would leave a blank.</summary>
    public static string[] Legible(string[] texts, Func<int, string> other) => FamilyFor(texts) != ChartFamily ? texts
        : [.. texts.Select((text, i) => Regular.ContainsGlyphs(text) ? text : other(i))];

    private static SKTypeface Find(SKFontStyleWeight weight)
    {
        var style = new SKFontStyle(weight, SKFontStyleWidth.Normal, SKFontStyleSlant.Upright);
        return Families.Select(family => SKFontManager.Default.MatchFamily(family, style)).FirstOrDefault(typeface => typeface is not null)
            ?? SKTypeface.Default;
    }
}
