namespace NetCompiler;

/// <summary>How a file of comma-separated values is read.</summary>
public sealed class CsvOptions
{
    /// <summary>Whether the first line names the columns; true by default.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between two fields; a comma by default.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The target's columns, by name or by number from 0 (from -1 backwards at the end); the last column by default.</summary>
    public IReadOnlyList<string> TargetColumns { get; init; } = ["-1"];

    /// <summary>Columns that are neither input nor target, by name or by number.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>The words of the one target column, in the order of their labels; null when targets are numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Stands in for empty input fields; null, the default, refuses them.</summary>
    public float? MissingValue { get; init; }

    /// <summary>The shape of one input; null makes it one axis with a place for each input column.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }
}
