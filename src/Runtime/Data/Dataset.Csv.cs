using System.Globalization;

namespace NetCompiler;

/// <content>From comma-separated values.</content>
public sealed partial class Dataset
{
    /// <summary>A sample a line: numbers with a decimal point, whatever the culture.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="options">Header, delimiter, target columns; Keras has no such reader, so see <see cref="CsvOptions"/> for the defaults.</param>
    /// <exception cref="ModelFileException">A field is missing or no number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">The options name columns that the file does not have.</exception>
    public static Dataset FromCsv(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new CsvOptions();
        using var text = new StreamReader(path);
        var reader = new CsvReader(path, text, options.Delimiter);
        var fields = new List<string>();
        if (!reader.Read(fields))
        {
            throw new ModelFileException(path, null, "expected at least one line, but the file is empty.");
        }

        CsvColumns columns = CsvColumns.Choose(path, fields, options);
        var inputs = new List<float>();
        var targets = new List<float>();
        if (options.HasHeader && !reader.Read(fields))
        {
            throw new ModelFileException(path, null, "expected a line of values after the header, but the file ends.");
        }

        do
        {
            columns.Parse(fields, reader.Line, inputs, targets);
        }
        while (reader.Read(fields));

        int[] shape = options.InputShape is null ? [columns.InputCount] : [.. options.InputShape];
        if (shape.Aggregate(1L, (product, size) => product * size) != columns.InputCount)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The input shape [{string.Join(", ", shape)}] does not hold the {columns.InputCount} input columns."),
                nameof(options));
        }

        return FromArrays([.. inputs], shape, [.. targets]);
    }
}
