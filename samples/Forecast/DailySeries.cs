using System.Globalization;
using NetCompiler;

namespace Forecast;

/// <summary>A value for each day, and its day of the year.</summary>
internal sealed class DailySeries
{
    private readonly (int DayOfYear, float Value)[] _days;
    private readonly float _mean, _deviation;

    /// <param name="testDays">So many last days are forecast; the others say what is usual, and are learned from.</param>
    private DailySeries(IEnumerable<(int, float)> days, int testDays)
    {
        (_days, TestDays) = ([.. days], testDays);
        if (Count < testDays + (10 * Sizes.Days))
        {
            throw new InvalidDataException($"Expected at least {testDays + (10 * Sizes.Days)} days, of which the last {testDays} are forecast, but "
                + $"there are {Count}.");
        }

        float[] known = [.. _days[..^testDays].Select(day => day.Value)];
        _mean = known.Average();
        _deviation = MathF.Sqrt(known.Average(value => (value - _mean) * (value - _mean)));
    }

    public int Count => _days.Length;

    public int TestDays { get; }

    /// <summary>A file with a date and a number on each line, behind a line of names.</summary>
    public static DailySeries Read(string path, int testDays) => new(
        File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells => (
            DateTime.Parse(cells[0].Trim('"'), CultureInfo.InvariantCulture).DayOfYear,
            float.Parse(cells[1], CultureInfo.InvariantCulture))),
        testDays);

    /// <summary>Ten years of summers and winters, with warm and cold spells that come and go, so that the program runs without a file.</summary>
    public static DailySeries Drawn(int seed, int testDays)
    {
        var random = new Random(seed);
        double spell = 0;
        return new(
            Enumerable.Range(0, 3650).Select(day =>
            {
                spell = (0.6 * spell) + (2.2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) / 0.5);
                double season = 11 + (4.5 * Math.Cos(2 * Math.PI * ((day % 365) - 30) / 365));
                return ((day % 365) + 1, (float)Math.Round(season + spell, 1));
            }),
            testDays);
    }

    /// <summary>What was, day by day, on the days that are forecast.</summary>
    public double[] Truth => [.. _days[^TestDays..].Select(day => (double)day.Value)];

    /// <summary>The days to learn from, or those to forecast: the days before each, and its value.</summary>
    public Dataset ToDataset(bool test)
    {
        int first = test ? Count - TestDays : Sizes.Days, end = test ? Count : Count - TestDays;
        float[] inputs = [.. Enumerable.Range(first, end - first).SelectMany(Before)];
        return Dataset.FromArrays(
            inputs, [Sizes.Days, Sizes.Features], [.. Enumerable.Range(first, end - first).Select(day => Scaled(_days[day].Value))]);
    }

    /// <summary>What the network gave, in the numbers of the series.</summary>
    public double Unscaled(float value) => (value * (double)_deviation) + _mean;

    private float Scaled(float value) => (value - _mean) / _deviation;

    private IEnumerable<float> Before(int day) => Enumerable.Range(day - Sizes.Days, Sizes.Days).SelectMany(at =>
    {
        (float sine, float cosine) = MathF.SinCos(2 * MathF.PI * _days[at + 1].DayOfYear / 365.25f);
        return new[] { Scaled(_days[at].Value), sine, cosine };
    });
}
