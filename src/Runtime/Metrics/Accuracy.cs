namespace NetCompiler;

/// <summary>
/// The share of right answers, as Keras' "accuracy" chooses by the loss: the largest class against the target's class, or each output above 0.5
/// (above 0 for logits) against its target.
/// </summary>
public sealed class Accuracy : MeanMetric
{
    /// <summary>A metric named <c>accuracy</c>.</summary>
    public Accuracy()
        : base("accuracy")
    {
    }

    internal override MonitorMode Direction => MonitorMode.Max;

    internal override void Add(LossDescription loss, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputFloats)
    {
        int classes = loss.ClassCount;
        bool isBinary = loss.Kind == Loss.BinaryCrossentropy || classes == 1;
        if (isBinary)
        {
            float threshold = loss.FromLogits ? 0 : 0.5f;
            for (int i = 0; i < predictions.Length; i++)
            {
                Add((predictions[i] > threshold) == (targets[i] > 0.5f) ? 1 : 0);
            }

            return;
        }

        for (int row = 0; row * classes < predictions.Length; row++)
        {
            int best = Classes.Largest(predictions.Slice(row * classes, classes));
            Add(best == Classes.OfTarget(loss, targets, row) ? 1 : 0);
        }
    }
}

/// <summary>The share of samples whose class is among the <c>k</c> with the largest outputs.</summary>
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

    internal override void Add(LossDescription loss, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputFloats)
    {
        int classes = loss.ClassCount;
        for (int row = 0; row * classes < predictions.Length; row++)
        {
            ReadOnlySpan<float> outputs = predictions.Slice(row * classes, classes);
            float own = outputs[Classes.OfTarget(loss, targets, row)];
            int above = 0;
            foreach (float output in outputs)
            {
                above += output > own ? 1 : 0;
            }

            Add(above < _k ? 1 : 0);
        }
    }
}

/// <summary>Class indices of rows.</summary>
internal static class Classes
{
    /// <summary>The first largest.</summary>
    public static int Largest(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }

    /// <summary>The class of a row's target: an index, or the largest of a distribution.</summary>
    public static int OfTarget(LossDescription loss, ReadOnlySpan<float> targets, int row) => loss.Kind == Loss.SparseCategoricalCrossentropy
        ? (int)targets[row]
        : Largest(targets.Slice(row * loss.ClassCount, loss.ClassCount));
}
