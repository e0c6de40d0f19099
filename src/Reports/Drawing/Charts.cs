using System.Globalization;
using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace NetCompiler.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Values">By the place of the epoch.</param>
/// <param name="Color">Its own.</param>
internal sealed record Series(string Name, IReadOnlyList<double> Values, Color Color);

/// <summary>Curves over the epochs.</summary>
internal static class Charts
{
    public const int Width = 528, Height = 330;

    private const int LabelGap = 8;

    /// <summary>More points than this are a line without markers.</summary>
    private const int MostMarkers = 40;

    /// <param name="name">Of the file.</param>
    /// <param name="title">Above the chart.</param>
    /// <param name="axis">What the values are, where the title does not say it.</param>
    /// <param name="epochs">Of the values, from 0; shown from 1 on.</param>
    /// <param name="series">At least one.</param>
    /// <param name="logarithmic">Whether each power of ten takes the same height; values that are not above 0 are then left out.</param>
    /// <param name="marked">An epoch to mark, and what it is.</param>
    public static Figure Curves(
        string name, string title, string axis, IReadOnlyList<int> epochs, IReadOnlyList<Series> series, bool logarithmic = false,
            (int Epoch, string Text)? marked = null)
    {
        // Drawing changes a plot: each drawing has one of its own.
        Plot Build() => BuildCurves(title, axis, epochs, series, logarithmic, marked);
        return new Figure(name, title, Width, Height, canvas => Build().Render(canvas, Width, Height));
    }

    private static Plot BuildCurves(string title, string axis, IReadOnlyList<int> epochs, IReadOnlyList<Series> series, bool logarithmic,
        (int Epoch, string Text)? marked)
    {
        Plot plot = NewPlot(title, "epoch", axis, series.Select(line => line.Name));
        foreach (Series line in series)
        {
            AddLine(plot, line, epochs, logarithmic);
        }

        if (marked is { } mark)
        {
            ScottPlot.Plottables.VerticalLine vertical = plot.Add.VerticalLine(mark.Epoch + 1, 1.2f, Ink.Quiet, LinePattern.Dashed);
            vertical.LegendText = mark.Text;
        }

        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = Text };
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = Text };
        plot.Axes.Margins(left: 0.04, right: 0.04, bottom: 0.08, top: 0.08);
        FitHeight(plot, logarithmic);
        if (series.Count > 1 || marked is not null)
        {
            // Below the chart it covers no mark.
            ShowLegend(plot, series.Count > 3 ? Edge.Right : marked is null ? null : Edge.Bottom,
                IsFalling(series[0].Values) ? Alignment.UpperRight : Alignment.LowerRight);
        }
        else
        {
            plot.HideLegend();
        }

        return plot;
    }

    /// <summary>A plot in the report's style.</summary>
    public static Plot NewPlot(string title, string bottom, string left, IEnumerable<string> texts)
    {
        var plot = new Plot();
        plot.Title(title, size: 15);
        plot.XLabel(bottom, size: 12);
        plot.YLabel(left, size: 12);
        plot.Font.Set(ReportFonts.FamilyFor([title, bottom, left, .. texts]));
        plot.Axes.Title.Label.ForeColor = Ink.Text;
        foreach (AxisBase axis in plot.Axes.GetAxes().OfType<AxisBase>())
        {
            axis.PaddingBetweenTickAndAxisLabels = new PixelPadding(LabelGap);
            axis.LabelFontColor = Ink.Quiet;
            axis.LabelBold = false;
            axis.TickLabelStyle.ForeColor = Ink.Quiet;
            axis.FrameLineStyle.Color = Ink.Line;
            axis.MajorTickStyle.Color = Ink.Line;
            axis.MinorTickStyle.Color = Ink.Line;
        }

        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Ink.Grid;
        return plot;
    }

    private static void AddLine(Plot plot, Series line, IReadOnlyList<int> epochs, bool logarithmic)
    {
        List<Coordinates> points = [];
        for (int i = 0; i < Math.Min(line.Values.Count, epochs.Count); i++)
        {
            double value = logarithmic ? Math.Log10(line.Values[i]) : line.Values[i];
            if (double.IsFinite(value))
            {
                points.Add(new Coordinates(epochs[i] + 1, value));
            }
        }

        ScottPlot.Plottables.Scatter scatter = plot.Add.Scatter(points, line.Color);
        scatter.LegendText = line.Name;
        scatter.LineWidth = 2;
        scatter.MarkerSize = points.Count > MostMarkers ? 0 : 5;
    }

    /// <summary>Room above and below: automatic limits of a constant would not show how large it is.</summary>
    private static void FitHeight(Plot plot, bool logarithmic)
    {
        CoordinateRange range = plot.Axes.GetDataLimits().YRange;
        if (!double.IsFinite(range.Min) || !double.IsFinite(range.Max))
        {
            return;
        }

        if (logarithmic)
        {
            (double low, double high) = (range.Min - 0.1, range.Max + 0.1);
            plot.Axes.SetLimitsY(low, high);
            plot.Axes.Left.TickGenerator = Logarithmic(low, high);
        }
        else if (range.Max - range.Min <= 1e-9 * Math.Abs(range.Max))
        {
            double room = range.Max == 0 ? 1 : Math.Abs(range.Max);
            plot.Axes.SetLimitsY(Math.Min(0, range.Min - (0.2 * room)), Math.Max(0, range.Max + (0.2 * room)));
        }
    }

    /// <summary>Labels at 1, 2 and 5 times the powers of ten, or at the powers alone where there are many.</summary>
    private static NumericManual Logarithmic(double low, double high)
    {
        double[] labelled = high - low < 2.5 ? [1, 2, 5] : [1];
        var ticks = new NumericManual();
        int every = (int)Math.Ceiling((high - low) / 8);
        for (int exponent = (int)Math.Floor(low); exponent <= high; exponent++)
        {
            for (int digit = 1; digit < 10; digit++)
            {
                double place = exponent + Math.Log10(digit);
                if (labelled.Contains(digit) && exponent % every == 0)
                {
                    ticks.AddMajor(place, Text(digit * Math.Pow(10, exponent)));
                }
                else if (every == 1)
                {
                    ticks.AddMinor(place);
                }
            }
        }

        return ticks;
    }

    private static bool IsFalling(IReadOnlyList<double> values) => values.Count < 2 || !(values[^1] > values[0]);

    /// <summary>Beside the chart, or in it where there is no edge.</summary>
    private static void ShowLegend(Plot plot, Edge? outside, Alignment inside)
    {
        plot.Legend.OutlineColor = Ink.Line;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Ink.Paper.WithAlpha(0.85);
        plot.Legend.FontColor = Ink.Text;
        plot.Legend.FontSize = 11;
        if (outside is { } edge)
        {
            plot.Legend.OutlineColor = Colors.Transparent;
            plot.Legend.Orientation = edge == Edge.Bottom ? Orientation.Horizontal : Orientation.Vertical;
            plot.ShowLegend(edge);
        }
        else
        {
            plot.ShowLegend(inside);
        }
    }

    /// <summary>Short, and the same in every culture.</summary>
    private static string Text(double value) => (Math.Abs(value) < 1e-12 ? 0
        : value).ToString("G3", CultureInfo.InvariantCulture).Replace("-", "\u2212", StringComparison.Ordinal);
}
