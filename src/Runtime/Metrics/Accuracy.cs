namespace NetCompiler;

/// <summary>
/// The share of right answers, as Keras' "accuracy" chooses by the loss: the largest class against the target's class, or each output above 0.5
/// (above 0 for logits) against its target. NaN once an output is.
/// </summary>
public sealed class Accuracy : MeanMetric
{
    /// <summary>A metric named <c>accuracy</c>.</summary>
    public Accuracy()
        : base("accuracy")
    {
    }

    internal override MonitorMode Direction => MonitorMode.Max;

    internal override string? Problem(MetricTask task) => task.HasClasses ? Classes.Problem(task)
        : task.Loss == NetCompiler.Loss.BinaryCrossentropy ? Probabilities.Problem(task)
        : Classes.NoClasses(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        if (!task.HasClasses)
        {
            float threshold = task.FromLogits == true ? 0 : 0.5f;
            for (int i = 0; i < predictions.Length; i++)
            {
                Add(float.IsNaN(predictions[i]) ? double.NaN : (predictions[i] > threshold) == (targets[i] > 0.5f) ? 1 : 0);
            }

            return;
        }

        for (int row = 0; row * task.Classes < predictions.Length; row++)
        {
            if (!task.Measures(targets, row))
            {
                continue;
            }

            ReadOnlySpan<float> outputs = predictions.Slice(row * task.Classes, task.Classes);
            int best = Classes.Largest(outputs);
            Add(float.IsNaN(outputs[best]) ? double.NaN : best == Classes.OfTarget(task.Loss, task.Classes, targets, row) ? 1 : 0);
        }
    }
}

/// <summary>The share of samples whose class is among the <c>k</c> with the largest outputs. NaN once an output is.</summary>
public sealed class TopKAccuracy : MeanMetric
{
    private readonly int _k;

    /// <param name="k">Classes that count, at least 1; Keras' default is 5.</param>
    public TopKAccuracy(int k = 5)
        : base("top_k_categorical_accuracy")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    internal override MonitorMode Direction => MonitorMode.Max;

    internal override string? Problem(MetricTask task) => task.HasClasses ? Classes.Problem(task) : Classes.NoClasses(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (int row = 0; row * task.Classes < predictions.Length; row++)
        {
            if (!task.Measures(targets, row))
            {
                continue;
            }

            ReadOnlySpan<float> outputs = predictions.Slice(row * task.Classes, task.Classes);
            float own = outputs[Classes.OfTarget(task.Loss, task.Classes, targets, row)];
            int above = 0;
            bool isNumber = true;
            foreach (float output in outputs)
            {
                above += output > own ? 1 : 0;
                isNumber &= !float.IsNaN(output);
            }

            Add(!isNumber ? double.NaN : above < _k ? 1 : 0);
        }
    }
}
