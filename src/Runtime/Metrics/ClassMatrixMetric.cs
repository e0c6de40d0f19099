namespace NetCompiler;

/// <summary>
/// Counts how often each class was taken for each: the largest output against the target's class or, with one probability an output, each output
/// above 0.5 (above 0 for logits) against its target, which makes the classes 0 and 1.
/// </summary>
public abstract class ClassMatrixMetric : Metric
{
    private long[] _counts = [];
    private bool _isNaN;

    private protected ClassMatrixMetric(string name)
        : base(name)
    {
    }

    /// <summary>Number of classes; 0 as long as no sample was seen.</summary>
    public int ClassCount { get; private set; }

    internal override MonitorMode Direction => MonitorMode.Max;

    /// <summary>Whether some output was no number.</summary>
    private protected bool IsNaN => _isNaN;

    /// <summary>Whether each output is a yes or a no.</summary>
    private protected bool IsBinary { get; private set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_counts);
        _isNaN = false;
    }

    /// <summary>Places of one class that were taken for another.</summary>
    private protected long Count(int actual, int predicted) => _counts[(actual * ClassCount) + predicted];

    /// <summary>Places of a class.</summary>
    private protected long Actual(int label) => Enumerable.Range(0, ClassCount).Sum(other => Count(label, other));

    /// <summary>Places that were taken for a class.</summary>
    private protected long Predicted(int label) => Enumerable.Range(0, ClassCount).Sum(other => Count(other, label));

    internal override string? Problem(MetricTask task) => task.HasClasses ? Classes.Problem(task)
        : task.Loss == NetCompiler.Loss.BinaryCrossentropy ? Probabilities.Problem(task)
        : Classes.NoClasses(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        IsBinary = !task.HasClasses;
        Resize(IsBinary ? 2 : task.Classes);
        int width = IsBinary ? 1 : task.Classes;
        float threshold = task.FromLogits == true ? 0 : 0.5f;
        for (int row = 0; row * width < predictions.Length; row++)
        {
            if (!IsBinary && !task.Measures(targets, row))
            {
                continue;
            }

            ReadOnlySpan<float> outputs = predictions.Slice(row * width, width);
            int largest = Classes.Largest(outputs);
            _isNaN |= float.IsNaN(outputs[largest]);
            (int actual, int predicted) = IsBinary ? (targets[row] > 0.5f ? 1 : 0, outputs[0] > threshold ? 1 : 0)
                : (Classes.OfTarget(task.Loss, width, targets, row), largest);
            _counts[(actual * ClassCount) + predicted]++;
        }
    }

    internal override void SaveState(StateSection section)
    {
        section.Add("classes", ClassCount);
        section.Add("binary", IsBinary ? 1 : 0);
        section.Add("counts", Array.ConvertAll(_counts, count => (double)count));
        section.Add("nan", _isNaN ? 1 : 0);
    }

    internal override Action PrepareState(StateSection section)
    {
        int classes = section.GetInt32("classes") is >= 0 and var known ? known
            : throw section.Refuse("expected a number of classes of at least 0.");
        bool isBinary = section.GetInt64("binary") != 0, isNaN = section.GetInt64("nan") != 0;
        long length = Math.Clamp((long)classes * classes, 0, Array.MaxLength);
        long[] counts = Array.ConvertAll(section.GetDoubles("counts", (int)length), count => (long)count);
        return () => (ClassCount, IsBinary, _counts, _isNaN) = (classes, isBinary, counts, isNaN);
    }

    private void Resize(int classes)
    {
        if (ClassCount != classes)
        {
            ClassCount = classes;
            _counts = new long[(long)classes * classes];
        }
    }
}
