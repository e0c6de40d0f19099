using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>Random networks: some in each run of the tests, as many as are wanted by <c>tests/networks.sh</c>.</summary>
public sealed class NetworkFuzzTests
{
    [Fact]
    public void Random_networks_compute_what_their_graphs_say()
    {
        int count = Setting("COUNT", 2 * NetworkFuzz.BatchSize), seed = Setting("SEED", 1), first = Setting("FIRST", 0),
            seconds = Setting("SECONDS", int.MaxValue);
        var clock = Stopwatch.StartNew();
        var fuzz = new NetworkFuzz(seed);
        string? log = Environment.GetEnvironmentVariable("NETWORK_FUZZ_LOG");
        int written = 0;
        for (int next = first; next < first + count && clock.Elapsed.TotalSeconds < seconds; next += NetworkFuzz.BatchSize)
        {
            fuzz.Run(next, Math.Min(NetworkFuzz.BatchSize, first + count - next));
            if (log is not null)
            {
                File.AppendAllLines(log, [.. fuzz.Problems.Skip(written),
                    $"{fuzz.Compared} compared, {fuzz.Refused} refused, {fuzz.Problems.Count} wrong, {clock.Elapsed.TotalSeconds:F0} s"]);
                written = fuzz.Problems.Count;
            }
        }

        Assert.True(fuzz.Problems.Count == 0, string.Join('\n', fuzz.Problems.Take(5)));
        Assert.True(fuzz.Refused * 10 <= fuzz.Compared, $"{fuzz.Refused} of {fuzz.Compared + fuzz.Refused} networks were refused.");
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable("NETWORK_FUZZ_" + name), CultureInfo.InvariantCulture, out int value) ? value : fallback;
}
