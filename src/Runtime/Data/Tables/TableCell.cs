using System.Globalization;

namespace NetCompiler;

/// <summary>A field of a table, with what it can be read as.</summary>
internal readonly ref struct TableCell(Table table, int row, int column)
{
    public ReadOnlySpan<char> Text { get; } = table.Field(row, column);

    public bool IsMissing => table.Format.IsMissing(Text);

    public bool TryNumber(out double number) =>
        double.TryParse(Text, NumberStyles.Float, table.Format.Numbers, out number) && double.IsFinite(number);

    /// <exception cref="ModelFileException">It is no number; an <see cref="ArgumentException"/> for a table that is no file.</exception>
    public double Number() => TryNumber(out double number) ? number : throw Wrong("a finite number", CsvHint.OfNumber(Text, table.Format));

    /// <summary>What is wrong with it.</summary>
    public Exception Wrong(string expected, string hint = "") => table.Wrong(row, column, expected, hint);
}
