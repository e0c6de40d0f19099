namespace NetCompiler;

/// <summary>A metric of your own: override <see cref="Update"/>, <see cref="Metric.Result"/> and <see cref="Metric.Reset"/>.</summary>
public abstract class CustomMetric : Metric
{
    /// <param name="name">The name in histories and evaluations.</param>
    protected CustomMetric(string name)
        : base(Argument.NotEmpty(name, nameof(name)))
    {
    }

    /// <summary>Whether a larger figure is a better one, for callbacks that look for the best epoch.</summary>
    protected abstract bool HigherIsBetter { get; }

    internal sealed override MonitorMode Direction => HigherIsBetter ? MonitorMode.Max : MonitorMode.Min;

    /// <summary>Takes samples in; called batch after batch, on one thread.</summary>
    /// <param name="predictions">The output for whole samples, one after the other, row-major.</param>
    /// <param name="targets">Their targets: class indices where the loss is sparse, else values.</param>
    /// <param name="samples">How many, at least 1.</param>
    protected abstract void Update(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int samples);

    /// <summary>
    /// Adds what was taken in, for a run that is stopped within an epoch. Without it, a run that goes on has the figure of the rest of that epoch.
    /// </summary>
    /// <param name="section">Empty; this metric's own.</param>
    protected virtual void Save(StateSection section)
    {
    }

    /// <summary>Takes back what <see cref="Save"/> added.</summary>
    /// <param name="section">What was saved.</param>
    protected virtual void Restore(StateSection section)
    {
    }

    internal sealed override string? Problem(MetricTask task) => null;

    internal sealed override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) =>
        Update(predictions, targets, predictions.Length / task.Output.Floats);

    internal sealed override void SaveState(StateSection section) => Save(section.Section("own"));

    internal sealed override Action PrepareState(StateSection section) => () => Restore(section.Section("own"));
}
