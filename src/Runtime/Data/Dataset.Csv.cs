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
        const int BlockFloats = 1 << 14;
        int samples = Math.Max(1, BlockFloats / Math.Max(source.InputFloats, source.TargetFloats));
        var inputs = new List<float[]>();
        var targets = new List<float[]>();
        int read = samples;
        while (read == samples)
        {
            var block = (Inputs: new float[samples * source.InputFloats], Targets: new float[samples * source.TargetFloats]);
            read = reader.Read(block.Inputs, block.Targets, samples);
            inputs.Add(block.Inputs[..(read * source.InputFloats)]);
            targets.Add(block.Targets[..(read * source.TargetFloats)]);
        }

        return FromArrays(Joined(path, inputs), source.InputShape.ToArray(), Joined(path, targets));
    }

    /// <summary>Blocks as one array: a list of floats that doubles would take three times as much.</summary>
    private static float[] Joined(string path, List<float[]> blocks)
    {
        long floats = blocks.Sum(block => (long)block.Length);
        if (floats > Array.MaxLength)
        {
            throw new ModelFileException(path, null, $"its {floats} values are more than an array can hold; read it with DataSource.FromCsv.");
        }

        var all = new float[floats];
        int place = 0;
        foreach (float[] block in blocks)
        {
            block.CopyTo(all, place);
            place += block.Length;
        }

        return all;
    }
}
