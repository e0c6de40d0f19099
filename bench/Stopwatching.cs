using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>Times small pieces of work.</summary>
internal static class Stopwatching
{
    private const double SampleSeconds = 0.1;
    private const int Samples = 11;

    /// <summary>Runs the work until it is compiled for speed: the runtime replaces quick code only after some calls and some time.</summary>
    public static void WarmUp(Action work, double atLeast = 0.3)
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
        WarmUp(work);
        int calls = (int)Math.Clamp(SampleSeconds / Math.Max(Once(work, 1), 1e-8), 1, 10_000_000);
        return Median(Enumerable.Range(0, Samples).Select(_ => Once(work, calls)));
    }

    /// <summary>The middle value; the higher of both for an even number.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
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
