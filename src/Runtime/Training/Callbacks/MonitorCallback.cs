using System.Globalization;

namespace NetCompiler;

/// <summary>A callback that watches a value of the logs for improvement.</summary>
public abstract class MonitorCallback : Callback
{
    private readonly double _minDelta;
    private bool _rises;
    private bool _warned;

    private protected MonitorCallback()
    {
    }

    /// <summary>The value to watch, by its name in the logs.</summary>
    public string Monitor { get; init => field = Argument.NotEmpty(value); } = "val_loss";

    /// <summary>Which way it improves.</summary>
    public MonitorMode Mode { get; init => field = Argument.Member(value); }

    /// <summary>The least change that counts as an improvement, finite; its sign does not matter.</summary>
    public double MinDelta
    {
        get => _minDelta;
        init => _minDelta = Math.Abs(Argument.Finite(value));
    }

    /// <summary>Whether to print a message when the callback acts.</summary>
    public bool Verbose { get; init; }

    /// <summary>The best value so far.</summary>
    private protected double Best { get; set; }

    /// <summary>What any value improves.</summary>
    private protected double Worst => _rises ? double.NegativeInfinity : double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The way that <see cref="Monitor"/> improves cannot be told from its name.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        _rises = Direction(context) == MonitorMode.Max;
        _warned = false;
        Best = Worst;
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section) => section.Add("best", Best);

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context) => Best = section.GetDouble("best");

    /// <summary>The monitored value; prints a warning, once in a run, where there is none.</summary>
    /// <param name="context">The run.</param>
    /// <param name="warning">Ends with what the message begins with; the available names follow.</param>
    private protected double? Current(TrainingContext context, string warning)
    {
        if (context.Logs.TryGetValue(Monitor, out double value))
        {
            return value;
        }

        if (!_warned)
        {
            _warned = true;
            context.Output.WriteLine($"Warning: {warning} Available metrics are: {Listing.FirstOf(context.Logs.Keys.ToArray(), ",", most: 50)}");
        }

        return null;
    }

    /// <summary>Whether a value is better than another by more than <see cref="MinDelta"/>.</summary>
    private protected bool IsImprovement(double value, double reference) => _rises ? value - MinDelta > reference : value + MinDelta < reference;

    /// <summary>A value as Python's <c>.5f</c> writes it.</summary>
    private protected static string FiveDigits(double value) => PythonText.Special(value) ?? value.ToString("F5", CultureInfo.InvariantCulture);

    private MonitorMode Direction(TrainingContext context)
    {
        string name = Monitor.StartsWith("val_", StringComparison.Ordinal) ? Monitor["val_".Length..] : Monitor;
        if (Mode != MonitorMode.Auto)
        {
            return Mode;
        }

        return name == "loss" ? MonitorMode.Min
            : context.Options.Metrics.FirstOrDefault(metric => metric.Key == name)?.Direction
            ?? throw new InvalidOperationException(
                $"{GetType().Name} callback received Monitor = {Monitor}, but cannot determine whether that metric should be maximized or minimized. "
                + "Set Mode = MonitorMode.Max to use the highest value, or MonitorMode.Min to use the lowest.");
    }
}
