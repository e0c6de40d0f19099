using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Bench;

/// <summary>
/// Times steps of streams. Cycles are counted by a chain of multiply-adds, each of which waits for the one before: four cycles on the processors of
/// today, whatever the clock is.
/// </summary>
internal static class StepsCommand
{
    private const int CyclesOfMultiplyAdd = 4, ChainLength = 1_000_000, Rounds = 7;

    public static void Run()
    {
        using var pinned = new Pinning(1);
        double peak = PeakCommand.Measure();
        Console.WriteLine($"{"step of",-14} {"ns",8} {"cycles",8} {"GFLOP/s",8} {"of peak",8}");
        foreach (CompiledNetwork network in new CompiledNetwork[] { new StreamedLstm(), new SmallLstm(), new DilatedStack() })
        {
            Print(network, peak);
        }
    }

    private static void Print(CompiledNetwork network, double peak)
    {
        StreamDescription stream = network.Description.Stream!;
        StreamState state = network.CreateState();
        float[] sample = new float[Floats(stream.InputShape)], output = new float[Floats(stream.OutputShape)];
        Action step = () => network.Step(sample, output, state);
        Stopwatching.WarmUp(step);

        // In turns, so that both see the same clock.
        var (steps, cycles) = (new List<double>(), new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            steps.Add(Stopwatching.Median(step));
            cycles.Add(Cycle());
        }

        double seconds = Stopwatching.Median(steps);
        double flops = network.Description.Layers.Sum(layer => (double)layer.Flops) / network.Description.InputShape[0];
        double gigaflops = flops / seconds / 1e9;
        Console.WriteLine(FormattableString.Invariant(
            $"{network.Description.Name,-14} {seconds * 1e9,8:F1} {seconds / Stopwatching.Median(cycles),8:F0} ")
            + FormattableString.Invariant($"{gigaflops,8:F1} {gigaflops / peak,8:P1}"));
    }

    private static int Floats(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Seconds of a cycle.</summary>
    private static double Cycle()
    {
        long start = Stopwatch.GetTimestamp();
        float keep = Chain(ChainLength);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.KeepAlive(keep);
        return seconds / ChainLength / CyclesOfMultiplyAdd;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chain(int length)
    {
        float value = 1;
        for (int i = 0; i < length; i++)
        {
            value = MathF.FusedMultiplyAdd(value, 0.999f, 0.001f);
        }

        return value;
    }
}
