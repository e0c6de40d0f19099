using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Bench;

/// <summary>The most memory that this process had.</summary>
internal static class PeakMemory
{
    /// <summary>Everything that was ever resident at once, mapped files and the runtime included.</summary>
    public static double Megabytes()
    {
        if (OperatingSystem.IsLinux())
        {
            string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
