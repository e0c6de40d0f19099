using ScottPlot;
using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>The font of reports, which is embedded: a report looks the same on every machine.</summary>
internal static class ReportFonts
{
    /// <summary>As charts ask for it; another name than the font's own, so that nobody else's choice of fonts is touched.</summary>
    private const string ChartFamily = "NetCompiler.Reports Inter";

    static ReportFonts() => Fonts.FontResolvers.Insert(0, new Resolver());

    public static SKTypeface Regular { get; } = Load("Inter-Regular.otf");

    public static SKTypeface SemiBold { get; } = Load("Inter-SemiBold.otf");

    /// <summary>The family for a chart with these texts: the report's, unless it lacks some of their signs and the machine has a font with all of them.</summary>
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

    /// <summary>The font file, for the page.</summary>
    public static byte[] Bytes(string file)
    {
        using Stream stream = typeof(ReportFonts).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The assembly has no resource '{file}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static SKTypeface Load(string file)
    {
        using SKData data = SKData.CreateCopy(Bytes(file));
        return SKTypeface.FromData(data);
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= FontWeight.SemiBold, italic: false);

        /// <summary>A typeface of its own for each caller, who may dispose it.</summary>
        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            fontName == ChartFamily ? Load(bold ? "Inter-SemiBold.otf" : "Inter-Regular.otf") : null;
    }
}
