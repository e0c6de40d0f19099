namespace NetCompiler;

/// <summary>
/// A figure over the samples of an epoch, from predictions and targets. An instance accumulates for one run at a time; what does not fit the network
/// is
/// refused before the first batch.
/// </summary>
public abstract class Metric
{
    private int _isClaimed;

    private protected Metric(string name) => Name = name;

    /// <summary>
    /// Keras' name, such as <c>accuracy</c>; the key in <see cref="History"/> and <see cref="Evaluation"/>, with the output's before it where
    /// <see cref="Output"/> names one: <c>classes_accuracy</c>.
    /// </summary>
    public string Name { get; init; }

    /// <summary>The output that is measured, by its name in <see cref="NetworkDescription.Outputs"/>; may be null for a network with one.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// The target that belongs to it, by its name in <see cref="NetworkDescription.Targets"/>; null for the only one, or the one of the output's
    /// position.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// The loss that the output is trained with, which says what output and target mean; null for the network's. A loss method does not tell, except
    /// that classes
    /// are numbers.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>Whether the output is not yet a probability; null for what the network's loss says. A loss method does not tell.</summary>
    public bool? FromLogits { get; init; }

    /// <summary>The figure over what was added since the last reset.</summary>
    public abstract double Result { get; }

    /// <summary>Whether more is better or less.</summary>
    internal abstract MonitorMode Direction { get; }

    /// <summary>Forgets everything.</summary>
    public abstract void Reset();

    internal abstract void SaveState(StateSection section);

    /// <summary>Reads and checks what <see cref="SaveState"/> wrote; the result puts it in force.</summary>
    internal abstract Action PrepareState(StateSection section);

    /// <summary>The name in logs, histories and evaluations.</summary>
    internal string Key => Output is null ? Name : $"{Output}_{Name}";

    /// <summary>Why the metric cannot measure that, as the end of a sentence; null if it can.</summary>
    internal abstract string? Problem(MetricTask task);

    /// <summary>Takes samples in.</summary>
    /// <param name="task">What the numbers are; without a <see cref="Problem"/>.</param>
    /// <param name="predictions">The output of whole samples, row-major.</param>
    /// <param name="targets">Their targets.</param>
    internal abstract void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets);

    /// <summary>False where a run has the metric already.</summary>
    internal bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    internal void Release() => Volatile.Write(ref _isClaimed, 0);
}

/// <summary>The mean of a value per sample, row or element.</summary>
public abstract class MeanMetric : Metric
{
    private double _sum;
    private long _count;

    private protected MeanMetric(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override double Result => _count == 0 ? 0 : _sum / _count;

    /// <inheritdoc/>
    public override void Reset() => (_sum, _count) = (0, 0);

    internal override void SaveState(StateSection section)
    {
        section.Add("sum", _sum);
        section.Add("count", _count);
    }

    internal override Action PrepareState(StateSection section)
    {
        (double sum, long count) = (section.GetDouble("sum"), section.GetInt64("count"));
        return () => (_sum, _count) = (sum, count);
    }

    private protected void Add(double value)
    {
        _sum += value;
        _count++;
    }

    private protected void AddSquares(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            double error = (double)predictions[i] - targets[i];
            Add(error * error);
        }
    }
}
