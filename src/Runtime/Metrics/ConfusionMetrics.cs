namespace NetCompiler;

/// <summary>
/// Counts of right and wrong positives and negatives at rising thresholds, for outputs in [0, 1]: each output by itself, logits after the loss's
/// sigmoid or
/// softmax. NaN once an output is.
/// </summary>
public abstract class ConfusionMetric : Metric
{
    private readonly double[] _thresholds;
    private readonly double[] _truePositives, _falsePositives;
    private double _positives, _negatives;

    private protected ConfusionMetric(string name, double[] thresholds)
        : base(name)
    {
        _thresholds = thresholds;
        _truePositives = new double[thresholds.Length];
        _falsePositives = new double[thresholds.Length];
    }

    internal override MonitorMode Direction => MonitorMode.Max;

    private protected ReadOnlySpan<double> TruePositives => _truePositives;

    private protected ReadOnlySpan<double> FalsePositives => _falsePositives;

    private protected double Positives => _positives;

    private protected double Negatives => _negatives;

    /// <summary>Whether some output was no number.</summary>
    private protected bool IsNaN => double.IsNaN(_positives + _negatives);

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_truePositives);
        Array.Clear(_falsePositives);
        (_positives, _negatives) = (0, 0);
    }

    internal override void SaveState(StateSection section)
    {
        section.Add("true_positives", [.. _truePositives]);
        section.Add("false_positives", [.. _falsePositives]);
        section.Add("positives", _positives);
        section.Add("negatives", _negatives);
    }

    internal override Action PrepareState(StateSection section)
    {
        double[] truePositives = section.GetDoubles("true_positives", _thresholds.Length),
            falsePositives = section.GetDoubles("false_positives", _thresholds.Length);
        (double positives, double negatives) = (section.GetDouble("positives"), section.GetDouble("negatives"));
        return () =>
        {
            truePositives.CopyTo(_truePositives, 0);
            falsePositives.CopyTo(_falsePositives, 0);
            (_positives, _negatives) = (positives, negatives);
        };
    }

    internal override string? Problem(MetricTask task) =>
        task.Loss == NetCompiler.Loss.SparseCategoricalCrossentropy ? "it needs a target for every output, and these are class indices."
        : task.Loss is NetCompiler.Loss.BinaryCrossentropy or NetCompiler.Loss.CategoricalCrossentropy ? Probabilities.Problem(task)
        : Classes.NoClasses(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        bool isDistribution = task.Loss == NetCompiler.Loss.CategoricalCrossentropy;
        int width = isDistribution ? task.Classes : 1;
        for (int first = 0; first < predictions.Length; first += width)
        {
            ReadOnlySpan<float> row = predictions.Slice(first, width);
            (double largest, double sum) = task.FromLogits == true && isDistribution ? Softmax(row) : (0, 1);
            for (int i = 0; i < width; i++)
            {
                double value = task.FromLogits != true ? row[i] : isDistribution ? Math.Exp(row[i] - largest) / sum : 1 / (1 + Math.Exp(-row[i]));
                Count(value, targets[first + i] > 0.5f);
            }
        }
    }

    /// <summary>The largest of a row, and the sum of all exponentials relative to its own.</summary>
    private static (double Largest, double Sum) Softmax(ReadOnlySpan<float> row)
    {
        double largest = row[Classes.Largest(row)], sum = 0;
        foreach (float value in row)
        {
            sum += Math.Exp(value - largest);
        }

        return (largest, sum);
    }

    private void Count(double value, bool positive)
    {
        double[] counts = positive ? _truePositives : _falsePositives;

        // What is no number is neither positive nor negative, and the figure is none any more.
        double one = double.IsNaN(value) ? double.NaN : 1;
        _positives += positive ? one : 0;
        _negatives += positive ? 0 : one;
        for (int t = 0; t < _thresholds.Length && value > _thresholds[t]; t++)
        {
            counts[t]++;
        }
    }
}

/// <summary>Right positives among all that were predicted positive.</summary>
public sealed class Precision : ConfusionMetric
{
    /// <param name="threshold">Outputs above it are positive.</param>
    public Precision(double threshold = 0.5)
        : base("precision", [threshold])
    {
    }

    /// <inheritdoc/>
    public override double Result => IsNaN ? double.NaN : TruePositives[0] + FalsePositives[0] is var all and > 0 ? TruePositives[0] / all : 0;
}

/// <summary>Right positives among all that are positive.</summary>
public sealed class Recall : ConfusionMetric
{
    /// <param name="threshold">Outputs above it are positive.</param>
    public Recall(double threshold = 0.5)
        : base("recall", [threshold])
    {
    }

    /// <inheritdoc/>
    public override double Result => IsNaN ? double.NaN : Positives > 0 ? TruePositives[0] / Positives : 0;
}

/// <summary>The area under the curve of right over wrong positives (ROC), by the trapezoids of 200 thresholds, as in Keras.</summary>
public sealed class Auc : ConfusionMetric
{
    private const int Count = 200;
    private const double Epsilon = 1e-7;

    /// <summary>A metric named <c>auc</c>.</summary>
    public Auc()
        : base("auc", Thresholds())
    {
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            double area = IsNaN ? double.NaN : 0;
            for (int t = 0; t + 1 < Count; t++)
            {
                double width = Rate(FalsePositives[t], Negatives) - Rate(FalsePositives[t + 1], Negatives);
                area += width * (Rate(TruePositives[t], Positives) + Rate(TruePositives[t + 1], Positives)) / 2;
            }

            return area;
        }
    }

    private static double Rate(double part, double all) => all > 0 ? part / all : 0;

    private static double[] Thresholds() =>
        [-Epsilon, .. Enumerable.Range(1, Count - 2).Select(i => i / (double)(Count - 1)), 1 + Epsilon];
}
