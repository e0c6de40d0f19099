using Microsoft.Extensions.Logging;

namespace NetCompiler;

/// <summary>What is logged.</summary>
internal static partial class NetworkLog
{
    [LoggerMessage(1, LogLevel.Information, "Network {Network}, version {Version}, answers from now on.")]
    public static partial void Answers(ILogger logger, string network, long version);

    [LoggerMessage(2, LogLevel.Error, "Network {Network} could not be loaded anew; version {Version} goes on answering.")]
    public static partial void ReloadFailed(ILogger logger, string network, long version, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Training {Network} begins: {Epochs} epochs.")]
    public static partial void Begins(ILogger logger, string network, int epochs);

    [LoggerMessage(4, LogLevel.Information, "Training {Network} ended after {Steps} steps.")]
    public static partial void Ends(ILogger logger, string network, long steps);

    [LoggerMessage(5, LogLevel.Error, "Training {Network} broke off in epoch {Epoch}, after {Steps} steps.")]
    public static partial void BreaksOff(ILogger logger, string network, int epoch, long steps);
}
