using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>Times small pieces of work.</summary>
internal static class Stopwatching
{
    private const double SampleSeconds = 0.1;
    private const int Samples = 11;

    /// <summary>Runs the work until it is compiled for speed: the runtime replaces quick code only after some calls and some time.</summary>
    /// <param name="work">Called again and again.</param>
    /// <param name="atLeast">Seconds. Each tier waits a tenth of a second in which nothing new is compiled, and there are up to three.</param>
    public static void WarmUp(Action work, double atLeast = 1)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < atLeast)
        {
            work();
        }
    }

    /// <summary>Seconds that one call takes: the median of some samples, each of many calls.</summary>
    public static double Median(Action work)
    {
        WarmUp(work, SampleSeconds);
        int calls = CallsOfASample(work);
        return Median(Enumerable.Range(0, Samples).Select(_ => Once(work, calls)));
    }

    /// <summary>The middle value; the higher of both for an even number.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>
    /// So many calls that they take about <see cref="SampleSeconds"/>. Few calls would tell little: the clock itself takes as long as a small one.
    /// </summary>
    private static int CallsOfASample(Action work)
    {
        int calls = 1;
        double seconds = Once(work, calls);
        while (seconds * calls < SampleSeconds / 8)
        {
            calls *= 4;
            seconds = Once(work, calls);
        }

        return (int)Math.Max(SampleSeconds / seconds, 1);
    }

    private static double Once(Action work, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
