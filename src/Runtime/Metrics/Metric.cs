namespace NetCompiler;

/// <summary>A figure over the samples of an epoch, from predictions and targets. An instance accumulates for one run at a time.</summary>
public abstract class Metric
{
    private protected Metric(string name) => Name = name;

    /// <summary>Keras' name, such as <c>accuracy</c>; the key in <see cref="History"/> and <see cref="Evaluation"/>.</summary>
    public string Name { get; init; }

    /// <summary>The figure over what was added since the last reset.</summary>
    public abstract double Result { get; }

    /// <summary>Whether more is better or less.</summary>
    internal abstract MonitorMode Direction { get; }

    /// <summary>Forgets everything.</summary>
    public abstract void Reset();

    internal abstract void SaveState(StateSection section);

    /// <summary>Reads and checks what <see cref="SaveState"/> wrote; the result puts it in force.</summary>
    internal abstract Action PrepareState(StateSection section);

    /// <summary>Takes samples in.</summary>
    /// <param name="loss">Says what the targets are.</param>
    /// <param name="predictions">[count, output], row-major.</param>
    /// <param name="targets">[count, target].</param>
    /// <param name="outputFloats">Floats of one sample's prediction.</param>
    internal abstract void Add(LossDescription loss, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputFloats);
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
}
