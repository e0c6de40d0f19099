namespace NetCompiler;

/// <summary>Which columns of a Parquet file are read, and how.</summary>
public sealed class ParquetSourceOptions
{
    /// <summary>The target's columns, by name or by number from 0 (from -1 backwards at the end); the last column by default.</summary>
    public IReadOnlyList<string> TargetColumns { get; init; } = ["-1"];

    /// <summary>Columns that are neither input nor target, by name or by number.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>The words of the one target column, in the order of their labels; null when targets are numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Stands in for nulls of input columns; null, the default, refuses them.</summary>
    public float? MissingValue { get; init; }

    /// <summary>The shape of one input; null makes it one axis with a place for each input column.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }
}
