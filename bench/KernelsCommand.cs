namespace NetCompiler.Bench;

/// <summary>Our times alone, with the share of the peak that each reaches.</summary>
internal static class KernelsCommand
{
    public static void Run(string filter, int threads)
    {
        Workload[] workloads = Workload.Select(filter, threads);
        Array.ForEach(workloads, w => Stopwatching.WarmUp(w.Run));
        using var pinned = new Pinning(threads);
        double peak = PeakCommand.Measure();
        Console.WriteLine(FormattableString.Invariant($"FMA peak of one core: {peak:F1} GFLOP/s, threads: {threads}"));
        Console.WriteLine($"{"workload",-18}{"us",12}{"GFLOP/s",10}{"of peak",9}");
        foreach (Workload workload in workloads)
        {
            double seconds = Stopwatching.Median(workload.Run);
            double rate = workload.Flops / seconds / 1e9;
            Console.WriteLine(FormattableString.Invariant($"{workload.Name,-18}{seconds * 1e6,12:F3}{rate,10:F1}{rate / peak / threads,9:P0}"));
        }
    }
}
