namespace NetCompiler;

/// <summary>Class indices of rows.</summary>
internal static class Classes
{
    /// <summary>The first largest; a NaN where there is one.</summary>
    public static int Largest(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length && !float.IsNaN(row[best]); i++)
        {
            best = row[i] > row[best] || float.IsNaN(row[i]) ? i : best;
        }

        return best;
    }

    /// <summary>The class of a row's target: an index, or the largest of a distribution.</summary>
    public static int OfTarget(Loss loss, int classes, ReadOnlySpan<float> targets, int row) => loss == Loss.SparseCategoricalCrossentropy
        ? (int)targets[row]
        : Largest(targets.Slice(row * classes, classes));

    /// <summary>Why there is no largest class; null if there is one.</summary>
    public static string? Problem(MetricTask task) => task.Classes > 1 ? null : "one value a place has no largest class.";

    /// <summary>For an output that is not trained to tell classes.</summary>
    public static string NoClasses(MetricTask task) => task.IsRegression
        ? "a regression has no right and wrong answers; measure MeanAbsoluteError or MeanSquaredError, or set Metric.Loss to the kind of classes "
        + "that the output tells."
        : "it does not say what the target is; set Metric.Loss to the kind of classes that the output tells.";
}

/// <summary>Outputs that are probabilities, or become some.</summary>
internal static class Probabilities
{
    /// <summary>Why it is not known whether they are; null if it is.</summary>
    public static string? Problem(MetricTask task) => task.FromLogits is null
        ? "it does not say whether the output is a probability; set Metric.FromLogits." : null;
}
