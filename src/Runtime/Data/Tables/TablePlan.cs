namespace NetCompiler;

/// <summary>
/// How rows of a table become samples of a network, and its outputs answers: which columns are inputs, what is done to them, and what is predicted.
/// <see cref="Adapt"/> learns the rest from the training part: means, words, classes. What was learned is saved with the network
/// (<see cref="CompiledNetwork.Save(string, TablePlan)"/>) and loaded from its file.
/// </summary>
/// <remarks>
/// Columns that the plan does not describe describe themselves: a column of nothing but numbers is a <see cref="NumberColumn"/>, another with at most
/// 32 words a <see cref="CategoryColumn"/>; text with more is refused. A plan that was adapted or loaded may be used by any number of threads.
/// </remarks>
public sealed partial class TablePlan
{
    /// <summary>More different words than these are no categories, unless the plan says so.</summary>
    private const int MostWords = 32;

    private readonly TableTarget? _target;
    private readonly TableColumn[] _columns = [];
    private LearnedPlan? _learned;

    /// <summary>A plan that is to be adapted.</summary>
    /// <param name="target">What is to be predicted.</param>
    /// <param name="columns">The columns that do not describe themselves, each once.</param>
    public TablePlan(TableTarget target, params IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        _columns = [.. Argument.WithoutNull(columns, nameof(columns))];
    }

    private TablePlan(LearnedPlan learned) => _learned = learned;

    /// <summary>How numbers of columns are scaled that the plan does not describe.</summary>
    public NumberScale Scale { get; init => field = Argument.Member(value); } = NumberScale.Standard;

    /// <summary>What stands in for their missing numbers; null, the default, refuses them.</summary>
    public NumberFill? Fill { get; init; }

    /// <summary>Floats of one input: what the network's input has.</summary>
    /// <exception cref="InvalidOperationException">The plan was not adapted.</exception>
    public int InputFloats => Learned.InputFloats;

    /// <summary>
    /// What each float of an input is: a column, a word of it (<c>ocean_proximity=INLAND</c>) or a part of a date (<c>day.Month</c>).
    /// </summary>
    /// <exception cref="InvalidOperationException">The plan was not adapted.</exception>
    public IReadOnlyList<string> InputNames => Learned.InputNames;

    /// <summary>The classes in the order of their labels; null where a number is predicted.</summary>
    /// <exception cref="InvalidOperationException">The plan was not adapted.</exception>
    public IReadOnlyList<string>? ClassNames => Learned.Target.ClassNames;

    private LearnedPlan Learned => _learned
        ?? throw new InvalidOperationException("The plan has learned nothing yet; expected a call of Adapt with the training part before.");

    /// <summary>Learns what the columns become, from the training part of a table and nothing else: what it learned before is forgotten.</summary>
    /// <param name="table">The training part.</param>
    /// <exception cref="ArgumentException">There is no column that the plan names, it names one twice, or a column cannot describe
    /// itself.</exception>
    /// <exception cref="ModelFileException">A field is not what its column should hold; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The plan was loaded from a file: what it learned belongs to the network there.</exception>
    public void Adapt(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (_target is null)
        {
            throw new InvalidOperationException("The plan was loaded with a network, to which it belongs; to learn another, create a plan.");
        }

        int target = table.Column(_target.Name);
        TableColumn?[] given = Given(table, target);
        var encoders = new List<ColumnEncoder>();
        for (int i = 0; i < given.Length; i++)
        {
            if (i != target && (given[i] ?? Describe(table, i)).Learn(table, i) is { } encoder)
            {
                encoders.Add(encoder);
            }
        }

        _learned = encoders.Count > 0
            ? new LearnedPlan([.. table.ColumnNames], [.. table.MissingWords], [.. encoders], _target.Learn(table, target))
            : throw new ArgumentException("The plan leaves no column for the input; expected at least one.", nameof(table));
    }

    /// <summary>The rows of a table as samples.</summary>
    /// <param name="table">A table with the columns of the one that was learned from; their order is free.</param>
    /// <exception cref="ArgumentException">A column is missing, or the samples are more than an array can hold.</exception>
    /// <exception cref="ModelFileException">A field is not what its column should hold; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The plan was not adapted.</exception>
    public Dataset ToDataset(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Dataset.FromArrays(Learned.Inputs(table), [Learned.InputFloats], Learned.Targets(table));
    }

    /// <summary>
    /// The inputs of the rows of a table, one after the other, for <see cref="CompiledNetwork.Predict(ReadOnlySpan{float}, Span{float})"/>.
    /// </summary>
    /// <param name="table">A table with the input columns; the target may be missing.</param>
    /// <exception cref="ArgumentException">A column is missing, or the inputs are more than an array can hold.</exception>
    /// <exception cref="ModelFileException">A field is not what its column should hold; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The plan was not adapted.</exception>
    public float[] ToInputs(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Learned.Inputs(table);
    }

    /// <summary>Which description each column of a table has; null for none.</summary>
    private TableColumn?[] Given(Table table, int target)
    {
        var given = new TableColumn?[table.ColumnNames.Count];
        foreach (TableColumn column in _columns)
        {
            int place = table.Column(column.Name);
            if (place == target || given[place] is not null)
            {
                throw new ArgumentException($"The plan has column '{Listing.Cut(table.ColumnNames[place], 200)}' twice"
                    + $"{(place == target ? ", as the target and as an input" : "")}; expected it once.", nameof(table));
            }

            given[place] = column;
        }

        return given;
    }

    private TableColumn Describe(Table table, int column)
    {
        string name = table.ColumnNames[column];
        var words = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        bool isNumber = true;
        for (int row = 0; row < table.Count && (isNumber || words.Count <= MostWords); row++)
        {
            var cell = new TableCell(table, row, column);
            if (!cell.IsMissing)
            {
                isNumber &= cell.TryNumber(out _);
                _ = words.Count <= MostWords && lookup.Add(cell.Text);
            }
        }

        return words.Count == 0 ? new DroppedColumn(name)
            : isNumber ? new NumberColumn(name) { Scale = Scale, Fill = Fill }
            : words.Count <= MostWords ? new CategoryColumn(name)
            : throw TooManyWords(table, column);
    }

    /// <summary>Most often it is text, but one field that is no number among others that are tells more.</summary>
    private static Exception TooManyWords(Table table, int column)
    {
        (int numbers, int others, int row) = (0, 0, 0);
        for (int i = 0; i < table.Count; i++)
        {
            var cell = new TableCell(table, i, column);
            bool isNumber = cell.IsMissing || cell.TryNumber(out _);
            (numbers, others, row) = isNumber ? (numbers + 1, others, row) : (numbers, others + 1, others == 0 ? i : row);
        }

        return table.Wrong(row, column, numbers > others ? "a finite number, as in most rows" : $"at most {MostWords} different words in the column",
            CsvHint.OfNumber(table.Field(row, column), table.Format)
                + " NumberColumn, CategoryColumn, DateColumn and DroppedColumn say in a plan what a column is.");
    }
}
