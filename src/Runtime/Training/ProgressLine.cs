using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>Keras' line of progress: <c>313/313 ━━━━━━━━━━━━━━━━━━━━ 2s 5ms/step - accuracy: 0.9712 - loss: 0.0931</c>.</summary>
internal sealed class ProgressLine
{
    private const int Cells = 20;
    private const double SecondsBetween = 0.05;

    private readonly TextWriter _output;
    private readonly long? _steps;
    private readonly long _done;
    private long _step;
    private readonly bool _repaints;
    private readonly string? _title;
    private readonly StringBuilder _line = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _afterFirst;
    private double _shown = double.NegativeInfinity;
    private int _length;

    /// <param name="output">Where to.</param>
    /// <param name="steps">Steps of the epoch; null while unknown.</param>
    /// <param name="repaints">Whether the line is shown while it grows; else once, at the end.</param>
    /// <param name="done">Steps of the epoch that an earlier process has made.</param>
    /// <param name="title">Begins the line, in place of the bar: for a log, where nobody sees it grow. Null for the bar.</param>
    public ProgressLine(TextWriter output, long? steps, bool repaints, long done, string? title = null) =>
        (_output, _steps, _repaints, _done, _step, _title) = (output, steps, repaints, done, done, title);

    /// <summary>After a step.</summary>
    public void Show(long step, IEnumerable<(string Name, double Value)> values)
    {
        _step = step;
        double elapsed = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        if (step == _done + 1)
        {
            _afterFirst = Stopwatch.GetTimestamp();
        }

        if (_repaints && step != _steps && elapsed - _shown >= SecondsBetween)
        {
            _shown = elapsed;
            double seconds = _steps is { } steps ? StepSeconds(step) * (steps - step) : elapsed;
            Write(step, _steps, seconds, values, end: "");
        }
    }

    /// <summary>At the end of the epoch.</summary>
    public void Finish(IEnumerable<KeyValuePair<string, double>> values) => Write(
        _step, _step, Stopwatch.GetElapsedTime(_start).TotalSeconds, values.Select(value => (value.Key, value.Value)), end: Environment.NewLine);

    /// <summary>The bar where the number of steps is known, else Keras' <c>step/Unknown</c>.</summary>
    private void Write(long step, long? steps, double seconds, IEnumerable<(string Name, double Value)> values, string end)
    {
        _line.Clear();
        if (_title is not null)
        {
            _line.Append(Invariant($"{_title} - {step} steps - "));
        }
        else if (steps is { } known)
        {
            int full = (int)Math.Min(Cells, Cells * step / known);
            _line.Append(Invariant($"{step}").PadLeft(Invariant($"{known}").Length)).Append(Invariant($"/{known} "));
            _line.Append('━', full).Append(' ', Cells - full).Append(' ');
        }
        else
        {
            _line.Append(Invariant($"{step,7}/Unknown "));
        }

        _line.Append(Duration(seconds)).Append(' ').Append(PerStep(StepSeconds(step)));
        foreach ((string name, double value) in values)
        {
            _line.Append(" - ").Append(name).Append(": ").Append(Number(value));
        }

        int length = _line.Length;
        _line.Append(' ', Math.Max(0, _length - length));
        _length = length;
        _output.Write((_repaints ? "\r" : "") + _line + end);
        _output.Flush();
    }

    /// <summary>The first step warms up and is left out, if there are others.</summary>
    private double StepSeconds(long step) => step - _done > 1
        ? Stopwatch.GetElapsedTime(_afterFirst).TotalSeconds / (step - _done - 1)
        : Stopwatch.GetElapsedTime(_start).TotalSeconds / Math.Max(step - _done, 1);

    internal static string Number(double value) => Math.Abs(value) > 1e-3
        ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : value.ToString("0.0000e+00", CultureInfo.InvariantCulture);

    internal static string Duration(double seconds)
    {
        int whole = (int)seconds;
        return whole >= 3600 ? Invariant($"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}")
            : whole >= 60 ? Invariant($"{whole / 60}:{whole % 60:00}")
            : Invariant($"{whole}s");
    }

    internal static string PerStep(double seconds) => seconds is 0 or >= 1 ? Invariant($"{seconds:0}s/step")
        : seconds >= 1e-3 ? Invariant($"{seconds * 1e3:0}ms/step")
        : Invariant($"{seconds * 1e6:0}us/step");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
