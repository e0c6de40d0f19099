using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NetCompiler.Numerics;

namespace NetCompiler.Bench;

/// <summary>How many floating-point operations one core can do at most, as a yardstick for the other figures.</summary>
internal static class PeakCommand
{
    private const int Chains = 12, Rounds = 5_000_000;

    public static void Run()
    {
        using var pinned = new Pinning(1);
        Console.WriteLine(FormattableString.Invariant($"FMA peak of one core: {Measure():F1} GFLOP/s"));
    }

    /// <summary>GFLOP/s of independent fused multiply-adds on the widest vectors that kernels use here; the best of some tries.</summary>
    public static double Measure() =>
        Avx512F.IsSupported ? Measure(16, Chain<Avx512Floats, Vector512<float>>)
        : Fma.IsSupported ? Measure(8, Chain<Avx2Floats, Vector256<float>>)
        : Measure(8, Chain<PortableFloats, FloatPair>);

    private static double Measure(int lanes, Func<int, float> chain)
    {
        double best = 0;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            float keep = chain(Rounds);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * lanes * Chains * Rounds / seconds / 1e9);
            GC.KeepAlive(keep);
        }

        return best;
    }

    /// <summary>Twelve chains hide the latency of four or five cycles at two operations a cycle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain<V, Floats>(int rounds)
        where V : struct, IFloats<Floats>
        where Floats : struct
    {
        Floats factor = V.Spread(0.999f), term = V.Spread(0.001f);
        Floats a = term, b = term, c = term, d = term, e = term, f = term;
        Floats g = term, h = term, i = term, j = term, k = term, l = term;
        for (int round = 0; round < rounds; round++)
        {
            a = V.MultiplyAdd(a, factor, term);
            b = V.MultiplyAdd(b, factor, term);
            c = V.MultiplyAdd(c, factor, term);
            d = V.MultiplyAdd(d, factor, term);
            e = V.MultiplyAdd(e, factor, term);
            f = V.MultiplyAdd(f, factor, term);
            g = V.MultiplyAdd(g, factor, term);
            h = V.MultiplyAdd(h, factor, term);
            i = V.MultiplyAdd(i, factor, term);
            j = V.MultiplyAdd(j, factor, term);
            k = V.MultiplyAdd(k, factor, term);
            l = V.MultiplyAdd(l, factor, term);
        }

        return V.Sum(V.Add(V.Add(V.Add(a, b), V.Add(c, d)), V.Add(V.Add(e, f), V.Add(g, h)))) + V.Sum(V.Add(V.Add(i, j), V.Add(k, l)));
    }
}
