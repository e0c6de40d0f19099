using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Bench;

/// <summary>How many floating-point operations one core can do at most, as a yardstick for the other figures.</summary>
internal static class PeakCommand
{
    private const int Lanes = 8, Chains = 12, Rounds = 5_000_000;

    public static void Run()
    {
        using var pinned = new Pinning(1);
        Console.WriteLine(FormattableString.Invariant($"FMA peak of one core: {Measure():F1} GFLOP/s"));
    }

    /// <summary>GFLOP/s of independent fused multiply-adds on vectors of eight floats; the best of some tries.</summary>
    public static double Measure()
    {
        double best = 0;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            float keep = Chain(Rounds);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * Lanes * Chains * Rounds / seconds / 1e9);
            GC.KeepAlive(keep);
        }

        return best;
    }

    /// <summary>Twelve chains hide the latency of four or five cycles at two operations a cycle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain(int rounds)
    {
        Vector256<float> factor = Vector256.Create(0.999f), term = Vector256.Create(0.001f);
        Vector256<float> a = term, b = term, c = term, d = term, e = term, f = term;
        Vector256<float> g = term, h = term, i = term, j = term, k = term, l = term;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, term);
            b = Vector256.FusedMultiplyAdd(b, factor, term);
            c = Vector256.FusedMultiplyAdd(c, factor, term);
            d = Vector256.FusedMultiplyAdd(d, factor, term);
            e = Vector256.FusedMultiplyAdd(e, factor, term);
            f = Vector256.FusedMultiplyAdd(f, factor, term);
            g = Vector256.FusedMultiplyAdd(g, factor, term);
            h = Vector256.FusedMultiplyAdd(h, factor, term);
            i = Vector256.FusedMultiplyAdd(i, factor, term);
            j = Vector256.FusedMultiplyAdd(j, factor, term);
            k = Vector256.FusedMultiplyAdd(k, factor, term);
            l = Vector256.FusedMultiplyAdd(l, factor, term);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
