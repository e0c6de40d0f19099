namespace NetCompiler;

/// <content>From a file, or from rows.</content>
public sealed partial class Table
{
    /// <summary>Reads a file of comma-separated values whole.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="format">Header, delimiter, decimal separator and the words for what is missing; null for the defaults.</param>
    /// <exception cref="ModelFileException">There is no row, or a row has another number of fields than the first.</exception>
    public static Table Read(string path, CsvFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        format ??= new CsvFormat();
        using var text = new StreamReader(path);
        var reader = new CsvReader(path, text, format.Delimiter);
        if (!reader.Read())
        {
            throw new ModelFileException(path, null, "expected at least one line, but the file is empty.");
        }

        bool hasHeader = format.TakesHeader(reader);
        string[] names = format.NamesOf(path, reader, hasHeader);
        CheckNames(path, names);
        if (hasHeader && !reader.Read())
        {
            throw new ModelFileException(path, null, "expected a line of values after the header, but the file ends.");
        }

        var cells = new TableCells(names.Length);
        do
        {
            AddRow(path, reader, names.Length, cells);
        }
        while (reader.Read());
        return new Table(path, format, names, hasHeader, cells);
    }

    /// <summary>A table of texts: numbers with a decimal point, dates with the year first, an empty text where nothing is known.</summary>
    /// <param name="columnNames">The columns' names, all different, at least one.</param>
    /// <param name="rows">The rows, at least one, each with a text for each column.</param>
    /// <exception cref="ArgumentException">A row has another number of texts than there are columns, or one of them is null.</exception>
    public static Table FromRows(IReadOnlyList<string> columnNames, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        ArgumentNullException.ThrowIfNull(rows);
        string[] names = [.. Argument.Distinct(columnNames, nameof(columnNames))!];
        var cells = new TableCells(names.Length);
        foreach (IReadOnlyList<string> row in rows)
        {
            if (row is null || row.Count != names.Length || row.Any(field => field is null))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Row {cells.Rows} is not {names.Length} texts, one for each column."), nameof(rows));
            }

            if (!row.All(field => cells.TryAdd(field.AsSpan().Trim())))
            {
                throw new ArgumentException("The rows have more text than an array can hold.", nameof(rows));
            }

            cells.EndRow(cells.Rows + 1);
        }

        return cells.Rows > 0 ? new Table(null, new CsvFormat(), names, false, cells)
            : throw new ArgumentException("Expected at least one row, but there is none.", nameof(rows));
    }

    private static void AddRow(string path, CsvReader reader, int columns, TableCells cells)
    {
        if (reader.FieldCount != columns)
        {
            throw new ModelFileException(path, null, $"line {reader.Line}: expected {columns} fields, but found {reader.FieldCount}.");
        }

        for (int i = 0; i < columns; i++)
        {
            if (!cells.TryAdd(reader[i].Trim()))
            {
                throw new ModelFileException(path, null, "its fields are more than an array can hold; read it with DataSource.FromCsv.");
            }
        }

        cells.EndRow(reader.Line);
    }

    /// <summary>Columns are known by their names.</summary>
    private static void CheckNames(string path, string[] names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                throw new ModelFileException(path, null, $"line 1: expected distinct names of columns, but '{Listing.Cut(name, 200)}' is there "
                    + $"twice; set ColumnNames, or HasHeader to false where it is no header.");
            }
        }
    }
}
