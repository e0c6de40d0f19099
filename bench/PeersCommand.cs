using System.Diagnostics;
using System.Text.Json;

namespace NetCompiler.Bench;

/// <summary>
/// Compares with other libraries: their runner and ours take turns on the same cores, so that what else the machine does
/// meets both alike; the medians over the rounds count.
/// </summary>
internal static class PeersCommand
{
    private static readonly string[] Families = ["cnn", "mlp", "tiny", "res", "enc", "gelu", "lstm"];

    private sealed record Row(string Workload, string Peer, double Microseconds);

    /// <param name="folder">Holds <c>run.sh THREADS FILTER --json</c>, which prints a line of JSON per workload and peer.</param>
    /// <param name="filter">Only the families (cnn, mlp, tiny, res, enc, gelu, lstm) that contain it.</param>
    public static void Run(string folder, string filter, int threads, int rounds)
    {
        string script = Path.Combine(folder, "run.sh");
        if (!File.Exists(script))
        {
            Console.WriteLine($"No peers to compare with: {script} does not exist.");
            KernelsCommand.Run(filter, threads);
            return;
        }

        foreach (string family in Families.Where(f => f.Contains(filter, StringComparison.Ordinal)))
        {
            Compare(family, script, threads, rounds);
        }
    }

    private static void Compare(string family, string script, int threads, int rounds)
    {
        Workload[] workloads = Workload.Select(family, threads);
        Array.ForEach(workloads, w => Stopwatching.WarmUp(w.Run));
        var rows = new List<Row>();
        double peak = 0;
        for (int round = 0; round < rounds; round++)
        {
            rows.AddRange(RunPeers(script, threads, family));
            using var pinned = new Pinning(threads);
            peak = Math.Max(peak, PeakCommand.Measure());
            rows.AddRange(workloads.Select(w => new Row(w.Name, "", Stopwatching.Median(w.Run) * 1e6)));
        }

        Console.WriteLine(FormattableString.Invariant(
                $"\n{family}: {threads} thread(s), medians of {rounds} rounds, FMA peak of one core {peak:F1} GFLOP/s"));
        Console.WriteLine($"{"workload",-18}{"us",12}{"of peak",9}   against");
        foreach (Workload workload in workloads)
        {
            Print(workload, rows, peak * threads);
        }
    }

    private static void Print(Workload workload, List<Row> rows, double peak)
    {
        ILookup<string, double> times = rows.Where(r => r.Workload == workload.Name).ToLookup(r => r.Peer, r => r.Microseconds);
        double own = Stopwatching.Median(times[""]);
        string against = string.Join(", ", times.Where(t => t.Key != "").OrderBy(t => t.Key, StringComparer.Ordinal).Select(t =>
        {
            double theirs = Stopwatching.Median(t);
            return FormattableString.Invariant($"{t.Key} {theirs:F2} us = {theirs / own:F2}x");
        }));
        double share = workload.Flops / own / 1e3 / peak;
        Console.WriteLine(FormattableString.Invariant($"{workload.Name,-18}{own,12:F3}{share,9:P0}   {against}"));
    }

    private static List<Row> RunPeers(string script, int threads, string filter)
    {
        var start = new ProcessStartInfo("bash", [script, $"{threads}", filter, "--json"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var rows = new List<Row>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith('{'))
            {
                using JsonDocument row = JsonDocument.Parse(line);
                rows.Add(new Row(
                    row.RootElement.GetProperty("workload").GetString()!, row.RootElement.GetProperty("peer").GetString()!,
                    row.RootElement.GetProperty("us").GetDouble()));
            }
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? rows : throw new InvalidOperationException($"{script} ended with code {process.ExitCode}.");
    }
}
