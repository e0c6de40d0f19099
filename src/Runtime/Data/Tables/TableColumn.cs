namespace NetCompiler;

/// <summary>
/// What a column of a table becomes: <see cref="NumberColumn"/>, <see cref="CategoryColumn"/>, <see cref="DateColumn"/> or
/// <see cref="DroppedColumn"/>.
/// </summary>
public abstract class TableColumn
{
    private protected TableColumn(string name) => Name = Argument.NotEmpty(name, nameof(name));

    /// <summary>The column's name, or its number from 0, from -1 backwards at the end.</summary>
    public string Name { get; }

    /// <summary>What the column of a training part teaches; null for a column that becomes nothing.</summary>
    internal abstract ColumnEncoder? Learn(Table table, int column);
}

/// <summary>A column that is no input: a note, a row's number, a text that nobody reads.</summary>
/// <param name="name">The column's name or number.</param>
public sealed class DroppedColumn(string name) : TableColumn(name)
{
    internal override ColumnEncoder? Learn(Table table, int column) => null;
}
