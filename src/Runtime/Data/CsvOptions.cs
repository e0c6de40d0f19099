namespace NetCompiler;

/// <summary>How a file of comma-separated values becomes samples.</summary>
public sealed class CsvOptions : CsvFormat
{
    /// <summary>The target's columns, by name or by number from 0 (from -1 backwards at the end); the last column by default.</summary>
    public IReadOnlyList<string> TargetColumns { get; init => field = Argument.WithoutNull(value); } = ["-1"];

    /// <summary>Columns that are neither input nor target, by name or by number.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init => field = Argument.WithoutNull(value); } = [];

    /// <summary>The words of the one target column, all different, in the order of their labels; null when targets are numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init => field = Argument.Distinct(value); }

    /// <summary>
    /// Stands in for input fields that are <see cref="CsvFormat.MissingWords"/>; null, the default, refuses them. NaN leaves them to a stage that
    /// fills them in.
    /// </summary>
    public float? MissingValue { get; init => field = Argument.NotInfinite(value); }

    /// <summary>The shape of one input, every size at least 1; null makes it one axis with a place for each input column.</summary>
    public IReadOnlyList<int>? InputShape { get; init => field = Argument.Shape(value); }
}
