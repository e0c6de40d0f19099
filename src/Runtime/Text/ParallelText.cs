using System.Text;

namespace NetCompiler;

/// <summary>Texts in two languages: for each line of one file its translation, the line of the same number in another.</summary>
public sealed class ParallelText
{
    private ParallelText(List<string> sources, List<string> targets) => (Sources, Targets) = (sources, targets);

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
