using System.Text.Json;

namespace NetCompiler;

/// <summary>A learned map from a number, or from none, to a float, and back.</summary>
/// <param name="Fill">Stands in for a missing number; null refuses it.</param>
/// <param name="Offset">Taken from the number.</param>
/// <param name="Scale">Then divides it; above 0.</param>
internal sealed record NumberMap(double? Fill, double Offset, double Scale)
{
    /// <summary>Learns from the numbers that are there, at least one; they are sorted for it.</summary>
    public static NumberMap Learn(double[] values, NumberFill? fill, NumberScale scale)
    {
        Array.Sort(values);
        double median = Quantile(values, 0.5);
        (double offset, double width) = scale switch
        {
            NumberScale.Standard => (MeanOf(values), Deviation(values)),
            NumberScale.MinMax => (values[0], values[^1] - values[0]),
            NumberScale.Robust => (median, Quantile(values, 0.75) - Quantile(values, 0.25)),
            _ => (0, 1),
        };

        // A column that is always the same says nothing: it becomes 0.
        return new NumberMap(fill?.Of(values), offset, width > 0 && double.IsFinite(width) ? width : 1);
    }

    public float Apply(double number) => (float)((number - Offset) / Scale);

    /// <summary>The number that became a float.</summary>
    public double Undo(float value) => (value * Scale) + Offset;

    /// <summary>Between the two nearest ones, as NumPy's default.</summary>
    public static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double first = sorted[below], next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return first + ((place - below) * (next - first));
    }

    public static double MeanOf(double[] values) => values.Sum() / values.Length;

    public void Save(Utf8JsonWriter json)
    {
        if (Fill is { } fill)
        {
            json.WriteNumber("fill", fill);
        }

        json.WriteNumber("offset", Offset);
        json.WriteNumber("scale", Scale);
    }

    public static NumberMap Read(PlanElement element)
    {
        double scale = element.Number("scale");
        return scale > 0 ? new NumberMap(element.Has("fill") ? element.Number("fill") : null, element.Number("offset"), scale)
            : throw element.Wrong("a scale above 0");
    }

    private static double Deviation(double[] values)
    {
        double mean = MeanOf(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }
}
