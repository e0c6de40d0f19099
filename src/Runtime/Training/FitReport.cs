using System.Diagnostics;

namespace NetCompiler;

/// <summary>Tells people and programs how far an epoch is.</summary>
/// <param name="options">Of the run.</param>
/// <param name="listener">Who is told; null for nobody.</param>
/// <param name="line">The line of progress; null for none.</param>
/// <param name="epoch">From 0.</param>
/// <param name="steps">Steps of the epoch; null while unknown.</param>
internal sealed class FitReport(FitOptions options, IProgress<FitProgress>? listener, ProgressLine? line, int epoch, long? steps)
{
    /// <summary>Windows that show progress have other things to do, too.</summary>
    private const double SecondsBetween = 0.1;

    private long _told = Stopwatch.GetTimestamp();

    /// <summary>After a step.</summary>
    public void Show(long step, IEnumerable<(string Name, double Value)> values)
    {
        line?.Show(step, values);
        if (listener is not null && Stopwatch.GetElapsedTime(_told).TotalSeconds >= SecondsBetween)
        {
            _told = Stopwatch.GetTimestamp();
            Tell(step, values.Select(value => KeyValuePair.Create(value.Name, value.Value)), isEnd: false);
        }
    }

    /// <summary>At the end of the epoch.</summary>
    public void Finish(long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        line?.Finish(values);
        if (listener is not null)
        {
            Tell(step, values, isEnd: true);
        }
    }

    private void Tell(long step, IEnumerable<KeyValuePair<string, double>> values, bool isEnd) => listener!.Report(
        new FitProgress(epoch, options.Epochs, step, steps, values.ToDictionary(StringComparer.Ordinal), isEnd));
}
