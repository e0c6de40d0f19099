using System.Globalization;

namespace NetCompiler;

/// <summary>
/// Rows of named columns as they stand in a file, in memory: texts that a <see cref="TablePlan"/> makes numbers of. Parts and other orders of a table
/// are views; nothing is copied.
/// </summary>
public sealed partial class Table
{
    private readonly TableCells _cells;
    private readonly string[] _names;
    private readonly ColumnIndex _columns;
    private readonly CsvFormat _format;
    private readonly int[]? _rows;
    private readonly int _first;

    private Table(string? path, CsvFormat format, string[] names, bool hasHeader, TableCells cells)
    {
        _columns = new ColumnIndex(path ?? "The table", names);
        (Path, _format, _names, HasHeader, _cells) = (path, format, names, hasHeader, cells);
        Count = cells.Rows;
    }

    /// <summary>A view.</summary>
    private Table(Table table, int[]? rows, int first, int count)
    {
        (Path, _format, _names, HasHeader, _cells, _columns) =
            (table.Path, table._format, table._names, table.HasHeader, table._cells, table._columns);
        (_rows, _first, Count) = (rows, first, count);
    }

    /// <summary>Number of rows, at least 1; a header is none.</summary>
    public int Count { get; }

    /// <summary>The columns' names: the header's, those of <see cref="CsvFormat.ColumnNames"/>, or numbers from 0.</summary>
    public IReadOnlyList<string> ColumnNames => _names;

    /// <summary>Whether the first line of the file was taken for the columns' names, as it was told or as it seemed.</summary>
    public bool HasHeader { get; }

    /// <summary>The file; null for a table made of rows.</summary>
    public string? Path { get; }

    /// <summary>The words that say that nothing is known.</summary>
    internal IReadOnlyList<string> MissingWords => _format.MissingWords;

    /// <summary>The format of numbers.</summary>
    internal CsvFormat Format => _format;

    /// <summary>A field, without the spaces around it.</summary>
    /// <param name="row">From 0 up to, but not including, <see cref="Count"/>.</param>
    /// <param name="column">The column's name, or its number from 0, from -1 backwards at the end.</param>
    /// <exception cref="ArgumentException">There is no such row or column.</exception>
    public string this[int row, string column]
    {
        get
        {
            CheckRow(row, nameof(row));
            return Field(row, Column(column)).ToString();
        }
    }

    /// <summary>The numbers of a column, NaN where nothing is known.</summary>
    /// <param name="column">The column's name or number.</param>
    /// <exception cref="ModelFileException">A field is no number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">There is no such column, or a field of a table that is no file is no number.</exception>
    public double[] Numbers(string column)
    {
        int number = Column(column);
        var values = new double[Count];
        for (int row = 0; row < values.Length; row++)
        {
            var cell = new TableCell(this, row, number);
            values[row] = cell.IsMissing ? double.NaN : cell.Number();
        }

        return values;
    }

    /// <summary>What it is, in a line: <c>iris.csv: 150 rows of 5 columns (0, 1, 2, 3, 4), no header</c>.</summary>
    public override string ToString()
    {
        string file = Path is null ? "" : $"{System.IO.Path.GetFileName(Path)}: ";
        string header = Path is null ? "" : $", {(HasHeader ? "a" : "no")} header{(_format.HasHeader is null ? ", as it seems" : "")}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{file}{Count} rows of {_names.Length} columns ({Listing.FirstOf(_names, most: 20)}){header}");
    }

    internal ReadOnlySpan<char> Field(int row, int column) => _cells[Place(row), column];

    /// <summary>The number of a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name or number.</exception>
    internal int Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _columns.Find(name);
    }

    /// <summary>The number of the column of exactly that name; -1 where there is none.</summary>
    internal int ColumnNamed(string name) => _columns.Named(name);

    /// <summary>What is wrong with a field.</summary>
    internal Exception Wrong(int row, int column, string expected, string hint = "")
    {
        ReadOnlySpan<char> field = Field(row, column);
        string shown = field.Length <= 40 ? field.ToString() : $"{field[..40]}...";
        string problem = $"expected {expected}, but found '{shown}'.{hint}";
        string name = Listing.Cut(_names[column], 200);
        return Path is null ? new ArgumentException(FormattableString.Invariant($"Row {row}, column '{name}': {problem}"))
            : new ModelFileException(
                Path, null, FormattableString.Invariant($"line {_cells.Line(Place(row))}, column {column + 1} ({name}): {problem}"));
    }

    private int Place(int row) => _rows is null ? _first + row : _rows[_first + row];

    private void CheckRow(int row, string argument)
    {
        if ((uint)row >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(argument, row, FormattableString.Invariant($"Expected a row from 0 to {Count - 1}."));
        }
    }
}
