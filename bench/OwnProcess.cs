using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>This program in a process of its own, where nothing has warmed up and memory is that of the work alone.</summary>
internal static class OwnProcess
{
    /// <summary>What it prints.</summary>
    public static string Run(params string[] arguments) => RunProgram(Environment.ProcessPath!, arguments);

    /// <summary>What another program prints.</summary>
    public static string RunProgram(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? printed
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {printed}");
    }
}
