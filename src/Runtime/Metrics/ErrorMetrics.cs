namespace NetCompiler;

/// <summary>The mean of |prediction - target| over all outputs.</summary>
public sealed class MeanAbsoluteError : MeanMetric
{
    /// <summary>A metric named <c>mae</c>.</summary>
    public MeanAbsoluteError()
        : base("mae")
    {
    }

    internal override MonitorMode Direction => MonitorMode.Min;

    internal override string? Problem(MetricTask task) => DenseTargets.Problem(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            Add(Math.Abs((double)predictions[i] - targets[i]));
        }
    }
}

/// <summary>The mean of (prediction - target) squared over all outputs.</summary>
public sealed class MeanSquaredError : MeanMetric
{
    /// <summary>A metric named <c>mse</c>.</summary>
    public MeanSquaredError()
        : base("mse")
    {
    }

    internal override MonitorMode Direction => MonitorMode.Min;

    internal override string? Problem(MetricTask task) => DenseTargets.Problem(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) =>
        AddSquares(predictions, targets);
}

/// <summary>The root of the mean of (prediction - target) squared over all outputs.</summary>
public sealed class RootMeanSquaredError : MeanMetric
{
    /// <summary>A metric named <c>rmse</c>.</summary>
    public RootMeanSquaredError()
        : base("rmse")
    {
    }

    /// <inheritdoc/>
    public override double Result => Math.Sqrt(base.Result);

    internal override MonitorMode Direction => MonitorMode.Min;

    internal override string? Problem(MetricTask task) => DenseTargets.Problem(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) =>
        AddSquares(predictions, targets);
}

/// <summary>For metrics that compare each output with a target of its own.</summary>
internal static class DenseTargets
{
    public static string? Problem(MetricTask task) =>
        task.Loss == Loss.SparseCategoricalCrossentropy ? "it needs a target for every output, and these are class indices." : null;
}
