using System.Globalization;

namespace NetCompiler;

/// <summary>Which column of a file goes where, and how its fields become floats.</summary>
internal sealed class CsvColumns
{
    private readonly string path;
    private readonly CsvOptions options;
    private readonly string[] names;
    private readonly int[] inputs;
    private readonly int[] targets;
    private readonly Dictionary<string, int>? labels;

    private CsvColumns(string path, CsvOptions options, string[] names, bool hasHeader, ColumnChoice choice)
    {
        this.path = path;
        HasHeader = hasHeader;
        this.options = options;
        this.names = names;
        (inputs, targets) = (choice.Inputs, choice.Targets);
        InputShape = choice.InputShape(options.InputShape);
        if (options.ClassNames is { } classes)
        {
            labels = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < classes.Count; i++)
            {
                labels.TryAdd(classes[i], i);
            }
        }
    }

    public int[] InputShape { get; }

    /// <summary>Whether the first line names the columns, as the options say or as it seems.</summary>
    public bool HasHeader { get; }

    public int InputCount => inputs.Length;

    public int TargetCount => targets.Length;

    /// <summary>Decides by the first record: the header's names, or only its number of fields.</summary>
    public static CsvColumns Choose(string path, CsvReader first, CsvOptions options)
    {
        bool hasHeader = options.TakesHeader(first);
        string[] names = options.NamesOf(path, first, hasHeader);
        var choice = ColumnChoice.Of(path, names, options.TargetColumns, options.IgnoredColumns, options.ClassNames);
        return new CsvColumns(path, options, names, hasHeader, choice);
    }

    /// <summary>The floats of the record that was read last.</summary>
    public void Parse(CsvReader record, Span<float> inputValues, Span<float> targetValues)
    {
        if (record.FieldCount != names.Length)
        {
            throw new ModelFileException(path, null, $"line {record.Line}: expected {names.Length} fields, but found {record.FieldCount}.");
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            ReadOnlySpan<char> field = record[inputs[i]];
            inputValues[i] = options.MissingValue is float value && options.IsMissing(field.Trim()) ? value
                : ParseNumber(field, record.Line, inputs[i]);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            ReadOnlySpan<char> field = record[targets[i]];
            targetValues[i] = labels is null ? ParseNumber(field, record.Line, targets[i]) : ParseClass(field.Trim(), record.Line, targets[i]);
        }
    }

    private float ParseNumber(ReadOnlySpan<char> field, int line, int column)
    {
        if (float.TryParse(field, NumberStyles.Float, options.Numbers, out float value) && float.IsFinite(value))
        {
            return value;
        }

        throw Wrong(field, line, column, "a finite number", CsvHint.OfNumber(field, options));
    }

    private float ParseClass(ReadOnlySpan<char> field, int line, int column)
    {
        if (labels!.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(field, out int label))
        {
            return label;
        }

        throw Wrong(field, line, column, $"one of {Listing.FirstOf(options.ClassNames!)}");
    }

    private ModelFileException Wrong(ReadOnlySpan<char> field, int line, int column, string expected, string hint = "")
    {
        string shown = field.Length <= 40 ? field.ToString() : $"{field[..40]}...";
        string name = HasHeader || options.ColumnNames is not null ? $" ({names[column]})" : string.Empty;
        string guess = options.HasHeader is null && line <= (HasHeader ? 2 : 1)
            ? $" Line 1 was {(HasHeader ? "" : "not ")}taken for the columns' names; HasHeader says whether it is." : "";
        return new ModelFileException(path, null, $"line {line}, column {column + 1}{name}: expected {expected}, but found '{shown}'.{hint}{guess}");
    }
}
