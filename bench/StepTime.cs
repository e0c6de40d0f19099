using System.Globalization;
using System.Text.RegularExpressions;

namespace NetCompiler.Bench;

/// <summary>A step's time as scaling.sh notes it.</summary>
/// <param name="Megabits">A second, of each link; 0 on one machine.</param>
/// <param name="Delay">Seconds added to each round.</param>
/// <param name="Network">Its name.</param>
/// <param name="Ranks">How many.</param>
/// <param name="Threads">Of each rank.</param>
/// <param name="Median">Seconds, of the steps.</param>
/// <param name="Least">Seconds: on two cores, whatever else runs takes its time from a rank, and a step waits for both.</param>
/// <param name="Rounds">Of messages a step.</param>
/// <param name="Bytes">That a rank sends a step.</param>
internal sealed partial record StepTime(
    double Megabits, double Delay, string Network, int Ranks, int Threads, double Median, double Least, double Rounds, double Bytes)
{
    /// <exception cref="FormatException">It is no such line.</exception>
    public static StepTime Parse(string line)
    {
        Match match = Line().Match(line);
        return match.Success
            ? new(Number(1), Number(2) * 1e-6, match.Groups[3].Value, (int)Number(4), (int)Number(5), Number(6) * 1e-3,
                Number(7) * 1e-3, Number(8), Number(9))
            : throw new FormatException($"Expected a line of scaling.sh, but got '{line}'.");

        double Number(int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(\d+) (\d+) (\w+) +ranks (\d+) threads (\d+) batch \d+: median ([\d.]+) ms, least ([\d.]+) ms, ([\d.]+) rounds, (\d+) bytes$")]
    private static partial Regex Line();
}
