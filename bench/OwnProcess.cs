using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>This program in a process of its own, where nothing has warmed up and memory is that of the work alone.</summary>
internal static class OwnProcess
{
    /// <summary>What it prints.</summary>
    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? printed
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {printed}");
    }
}
