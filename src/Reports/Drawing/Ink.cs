using ScottPlot;

namespace NetCompiler.Reports;

/// <summary>The colours of reports; the page's style sheet has the same.</summary>
internal static class Ink
{
    public static readonly Color Text = Color.FromHex("#1f2937");

    public static readonly Color Quiet = Color.FromHex("#6b7280");

    public static readonly Color Line = Color.FromHex("#d1d5db");

    public static readonly Color Grid = Color.FromHex("#eceff3");

    public static readonly Color Paper = Color.FromHex("#ffffff");

    public static readonly Color Train = Color.FromHex("#2563eb");

    public static readonly Color Validation = Color.FromHex("#ea580c");

    public static readonly Color Wrong = Color.FromHex("#dc2626");

    /// <summary>Told apart also by those who see few colours (Okabe and Ito's, without the yellow).</summary>
    private static readonly string[] Series = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#1f2937"];

    /// <summary>Of a line among several: one of a few colours, or by its place on a scale where those do not suffice.</summary>
    public static Color OfSeries(int index, int count) => count <= Series.Length
        ? Color.FromHex(Series[index])
        : new ScottPlot.Colormaps.Turbo().GetColor(0.05 + (0.9 * index / (count - 1)));

    /// <summary>White at 0, full blue at 1.</summary>
    public static Color OfShare(double share) => Paper.MixedWith(Train, Math.Sqrt(share));
}
