using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>The confusion matrix: a row for each class, coloured by the share of the row's samples.</summary>
internal static class ConfusionFigure
{
    /// <summary>Beyond this, counts and names would overlap.</summary>
    private const int MostLabelled = 30;

    /// <summary>From this share on, the ground is too dark for dark figures.</summary>
    private const double Dark = 0.3;

    /// <summary>Signs of a name on an axis.</summary>
    private const int LongestName = 20;

    /// <summary>Pixels of a name that has room below its column, and of the axis' own title with what is around it.</summary>
    private const float LongestUpright = 34, AxisTitle = 46;

    public static Figure Create(ConfusionMatrix matrix, Func<int, string> className)
    {
        int side = Math.Clamp(140 + (42 * matrix.Classes), 360, 860);
        return new Figure("confusion_matrix", "Confusion matrix", side, side, canvas => Build(matrix, className).Render(canvas, side, side));
    }

    private static Plot Build(ConfusionMatrix matrix, Func<int, string> className)
    {
        int classes = matrix.Classes;
        bool labelled = classes <= MostLabelled;
        string[] names = [.. Enumerable.Range(0, labelled ? classes : 0).Select(i => Shorten(className(i)))];
        names = ReportFonts.Legible(names, i => i.ToString(CultureInfo.InvariantCulture));
        Plot plot = Charts.NewPlot("Confusion matrix", "predicted", "actual", names);
        for (int actual = 0; actual < classes; actual++)
        {
            AddRow(plot, matrix, actual, labelled);
        }

        if (labelled)
        {
            plot.Axes.Bottom.TickGenerator = new NumericManual([.. Enumerable.Range(0, classes).Select(i => (double)i)], names);
            plot.Axes.Left.TickGenerator = new NumericManual([.. Enumerable.Range(0, classes).Select(i => (double)i)], names);
            TurnLongNames(plot, names);
        }

        // The first class on top.
        plot.Axes.SetLimits(-0.5, classes - 0.5, classes - 0.5, -0.5);
        plot.HideGrid();
        return plot;
    }

    private static void AddRow(Plot plot, ConfusionMatrix matrix, int actual, bool labelled)
    {
        long support = matrix.Support(actual);
        for (int predicted = 0; predicted < matrix.Classes; predicted++)
        {
            long count = matrix[actual, predicted];
            if (count == 0)
            {
                continue;
            }

            double share = (double)count / support;
            ScottPlot.Plottables.Rectangle cell = plot.Add.Rectangle(predicted - 0.5, predicted + 0.5, actual - 0.5, actual + 0.5);
            cell.FillColor = actual == predicted ? Ink.OfShare(share) : Ink.Paper.MixedWith(Ink.Wrong, Math.Sqrt(share));
            cell.LineColor = Ink.Paper;
            cell.LineWidth = labelled ? 1 : 0;
            if (labelled)
            {
                ScottPlot.Plottables.Text text = plot.Add.Text(count.ToString(CultureInfo.InvariantCulture), predicted, actual);
                text.LabelFontName = plot.Axes.Bottom.TickLabelStyle.FontName;
                text.LabelFontSize = 12;
                text.LabelFontColor = share > Dark ? Ink.Paper : Ink.Text;
                text.LabelAlignment = Alignment.MiddleCenter;
            }
        }
    }

    /// <summary>Room for them is made by hand: the axis measures names as if they were not turned.</summary>
    private static void TurnLongNames(Plot plot, string[] names)
    {
        using var font = new SKFont(ReportFonts.Regular, plot.Axes.Bottom.TickLabelStyle.FontSize);
        float longest = names.Max(name => font.MeasureText(name));
        if (longest > LongestUpright)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -45;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
            plot.Axes.Bottom.MinimumSize = (longest / MathF.Sqrt(2)) + AxisTitle;
        }
    }

    private static string Shorten(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
