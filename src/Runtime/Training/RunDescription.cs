using System.Globalization;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>How a training run was made: what belongs beside its figures, so that it can be repeated.</summary>
public sealed class RunDescription
{
    internal RunDescription(Optimizer optimizer, FitOptions options)
    {
        string rate = optimizer.Schedule?.GetType().Name ?? string.Create(CultureInfo.InvariantCulture, $"learning rate {optimizer.LearningRate}");
        Optimizer = $"{optimizer.GetType().Name}, {rate}";
        (BatchSize, Seed) = (options.BatchSize, options.Seed);
    }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    /// <summary>How long it took, validation and callbacks included.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The optimizer's kind, and its first learning rate or what that follows: <c>Adam, learning rate 0.001</c>.</summary>
    public string Optimizer { get; }

    /// <summary>Samples of a step.</summary>
    public int BatchSize { get; }

    /// <summary>What the order of the samples was drawn by.</summary>
    public int Seed { get; }

    /// <summary>System, processor and framework: <c>Linux on X64, 8 processors, .NET 10.0.0</c>.</summary>
    public string Machine { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{System()} on {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, "
            + $"{RuntimeInformation.FrameworkDescription}");

    private static string System() => OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS"
        : OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsBrowser() ? "Browser" : RuntimeInformation.OSDescription;
}
