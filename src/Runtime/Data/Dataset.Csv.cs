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
        var source = new CsvSource(path, options ?? new CsvOptions());
        using ISampleReader reader = source.Read(default(DataPass));
        var inputs = new List<float>();
        var targets = new List<float>();
        var input = new float[source.InputFloats];
        var target = new float[source.TargetFloats];
        while (reader.Read(input, target, 1) == 1)
        {
            inputs.AddRange(input);
            targets.AddRange(target);
        }

        return FromArrays([.. inputs], source.InputShape.ToArray(), [.. targets]);
    }
}
