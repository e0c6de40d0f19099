namespace NetCompiler;

/// <summary>How figures of single classes become one.</summary>
public enum ClassAverage
{
    /// <summary>The mean over the classes, each of which counts alike.</summary>
    Macro,

    /// <summary>From the counts of all classes together, so each place counts alike.</summary>
    Micro,

    /// <summary>The mean over the classes, by how many places they have.</summary>
    Weighted,
}

/// <summary>
/// Precision and recall in one figure, their harmonic mean, as Keras' <c>F1Score</c> and <c>FBetaScore</c>. Of outputs that are a yes or a no, it is
/// that of the yes; a class that is neither there nor predicted counts 0.
/// </summary>
public sealed class FScore : ClassMatrixMetric
{
    private readonly double _beta;
    private readonly ClassAverage _average;

    /// <summary>A metric named <c>f1_score</c>, or <c>fbeta_score</c> with another beta.</summary>
    /// <param name="beta">How much more recall counts than precision; a finite number above 0.</param>
    /// <param name="average">How the figures of classes become one.</param>
    public FScore(double beta = 1, ClassAverage average = ClassAverage.Macro)
        : base(beta == 1 ? "f1_score" : "fbeta_score")
    {
        _beta = beta > 0 && double.IsFinite(beta) ? beta
            : throw new ArgumentOutOfRangeException(nameof(beta), beta, "Expected a finite number above 0.");
        _average = Argument.Member(average, nameof(average));
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            if (IsNaN || ClassCount == 0)
            {
                return IsNaN ? double.NaN : 0;
            }

            int[] labels = IsBinary ? [1] : [.. Enumerable.Range(0, ClassCount)];
            return _average switch
            {
                ClassAverage.Macro => labels.Average(label => Of(Count(label, label), Actual(label), Predicted(label))),
                ClassAverage.Micro => Of(labels.Sum(label => Count(label, label)), labels.Sum(Actual), labels.Sum(Predicted)),
                _ => labels.Sum(Actual) is var all and > 0
                    ? labels.Sum(label => Actual(label) * Of(Count(label, label), Actual(label), Predicted(label))) / all : 0,
            };
        }
    }

    private double Of(long right, long actual, long predicted)
    {
        double square = _beta * _beta, all = (square * actual) + predicted;
        return all > 0 ? (1 + square) * right / all : 0;
    }
}
