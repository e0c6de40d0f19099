using System.Text;

namespace NetCompiler;

/// <summary>Texts in two languages: for each line of one file its translation, the line of the same number in another.</summary>
public sealed class ParallelText
{
    /// <summary>Texts and their translations.</summary>
    /// <param name="sources">What is translated, at least one text.</param>
    /// <param name="targets">The translation of each.</param>
    public ParallelText(IReadOnlyList<string> sources, IReadOnlyList<string> targets)
    {
        Sources = Argument.WithoutNull(sources, nameof(sources));
        Targets = Argument.WithoutNull(targets, nameof(targets));
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        if (targets.Count != sources.Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected {sources.Count} translations, one for each text, but got {targets.Count}."), nameof(targets));
        }
    }

    /// <summary>What is translated.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The translation of each.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => Sources.Count;

    /// <summary>Reads two files of as many lines, gzipped or not. Empty lines are empty texts.</summary>
    /// <param name="sourcePath">What is translated.</param>
    /// <param name="targetPath">The translations.</param>
    /// <param name="encoding">Of both files; UTF-8 by default. Bytes that are no characters become U+FFFD.</param>
    /// <exception cref="ModelFileException">
    /// The files have different numbers of lines or none, a line has more than a million characters, or gzip data are damaged.
    /// </exception>
    public static ParallelText FromFiles(string sourcePath, string targetPath, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(sourcePath);
        ArgumentNullException.ThrowIfNull(targetPath);
        List<string> sources = Read(sourcePath, encoding), targets = Read(targetPath, encoding);
        if (sources.Count == 0)
        {
            throw new ModelFileException(sourcePath, null, "expected at least one line, but the file is empty.");
        }

        return sources.Count == targets.Count ? new ParallelText(sources, targets) : throw new ModelFileException(targetPath, null,
            FormattableString.Invariant($"expected {sources.Count} lines, one for each of {sourcePath}, but found {targets.Count}."));
    }

    /// <summary>The same pairs after a change of each text.</summary>
    /// <param name="source">What becomes of a text that is translated.</param>
    /// <param name="target">What becomes of a translation, such as one with a token before it and one behind.</param>
    public ParallelText Select(Func<string, string> source, Func<string, string> target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return new ParallelText([.. Sources.Select(source)], [.. Targets.Select(target)]);
    }

    /// <summary>
    /// A sample a pair, for networks that are given the translation so far and predict how it goes on (teacher forcing). An input is the indices of
    /// the text and then those of the translation but its last; a target is those of the translation but its first.
    /// </summary>
    /// <param name="source">Makes indices of the texts; of S in number, which its <see cref="TextVectorizer.OutputSequenceLength"/> says.</param>
    /// <param name="target">Makes indices of the translations; of T + 1 in number, at least 2.</param>
    /// <returns>Inputs of S + T floats, the two inputs of a network of [S] and [T] one after the other, and targets of T.</returns>
    public Dataset ToDataset(TextVectorizer source, TextVectorizer target)
    {
        int sourceLength = CheckLength(source, 1, nameof(source)), targetLength = CheckLength(target, 2, nameof(target)) - 1;
        long floats = (long)Count * (sourceLength + targetLength);
        if (floats > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Count} samples of {sourceLength} and {targetLength} indices are more than an array can hold."), nameof(source));
        }

        var inputs = new float[floats];
        var targets = new float[Count * targetLength];
        var indices = new float[targetLength + 1];
        for (int i = 0; i < Count; i++)
        {
            Span<float> input = inputs.AsSpan(i * (sourceLength + targetLength), sourceLength + targetLength);
            source.Vectorize(Sources[i], input[..sourceLength]);
            target.Vectorize(Targets[i], indices);
            indices.AsSpan(0, targetLength).CopyTo(input[sourceLength..]);
            indices.AsSpan(1).CopyTo(targets.AsSpan(i * targetLength));
        }

        return Dataset.FromArrays(inputs, [sourceLength + targetLength], targets);
    }

    private static int CheckLength(TextVectorizer vectorizer, int least, string argument)
    {
        ArgumentNullException.ThrowIfNull(vectorizer, argument);
        return vectorizer.OutputSequenceLength is int length && length >= least ? length : throw new ArgumentException(
            FormattableString.Invariant($"Expected a vectorizer with an OutputSequenceLength of at least {least}."), argument);
    }

    private static List<string> Read(string path, Encoding? encoding)
    {
        using var file = TextFile.Open(path, encoding);
        ReadingAllowance allowance = file.NewAllowance();
        var lines = new List<string>();
        while (file.Read())
        {
            allowance.TakeText(file.Lines.Line.Length);
            lines.Add(file.Lines.Line.ToString());
        }

        return lines;
    }
}
