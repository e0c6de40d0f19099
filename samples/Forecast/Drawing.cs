using ScottPlot;

namespace Forecast;

/// <summary>Forecast and truth as a picture.</summary>
internal static class Drawing
{
    /// <param name="truth">What was, by the day.</param>
    /// <param name="forecast">What was foreseen the day before.</param>
    /// <param name="path">A PNG file.</param>
    public static void Save(double[] truth, double[] forecast, string path)
    {
        var plot = new Plot();
        plot.Title("Forecast of the next day");
        plot.XLabel("day");
        Add(truth, "truth", Colors.Gray);
        Add(forecast, "forecast", Colors.OrangeRed);
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, 1200, 500);

        void Add(double[] values, string name, Color color)
        {
            ScottPlot.Plottables.Signal line = plot.Add.Signal(values, color: color);
            (line.LegendText, line.LineWidth) = (name, 1.5f);
        }
    }
}
