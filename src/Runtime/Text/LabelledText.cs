using System.Text;

namespace NetCompiler;

/// <summary>Texts with a class each, in memory.</summary>
public sealed class LabelledText
{
    /// <summary>Texts and their classes.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="labels">The class of each, a place in <paramref name="classNames"/>.</param>
    /// <param name="classNames">The names of the classes.</param>
    public LabelledText(IReadOnlyList<string> texts, IReadOnlyList<int> labels, IReadOnlyList<string> classNames)
    {
        Texts = Argument.WithoutNull(texts, nameof(texts));
        ArgumentNullException.ThrowIfNull(labels);
        ClassNames = Argument.WithoutNull(classNames, nameof(classNames));
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count, nameof(texts));
        if (labels.Count != texts.Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected {texts.Count} labels, one for each text, but got {labels.Count}."), nameof(labels));
        }

        for (int i = 0; i < labels.Count; i++)
        {
            if ((uint)labels[i] >= (uint)classNames.Count)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Label {i} is {labels[i]}; expected 0 to {classNames.Count - 1}."), nameof(labels));
            }
        }

        Labels = labels;
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The class of each text, a place in <see cref="ClassNames"/>.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of texts.</summary>
    public int Count => Texts.Count;

    /// <summary>Reads a file with a text a line, behind its class and a separator; gzipped or not. Empty lines are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands behind the class; the text may have it, too.</param>
    /// <param name="classNames">
    /// The classes in the order of their labels, such as those of the training data; null for those of the file in the order of their characters'
    /// numbers.
    /// </param>
    /// <param name="encoding">UTF-8 by default. Bytes that are no characters become U+FFFD.</param>
    /// <exception cref="ModelFileException">
    /// A line has no separator, no class or one that is not among the names; there is no line; gzip data are damaged.
    /// </exception>
    public static LabelledText FromFile(string path, char separator = '\t', IReadOnlyList<string>? classNames = null, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var texts = new List<string>();
        var classes = new TextClasses(classNames);
        using var file = TextFile.Open(path, encoding);
        ReadingAllowance allowance = file.NewAllowance();
        while (file.Read())
        {
            ReadOnlySpan<char> line = file.Lines.Line;
            if (line.IsEmpty)
            {
                continue;
            }

            int end = line.IndexOf(separator);
            if (end < 1)
            {
                throw file.Lines.Wrong($"expected a class, '{separator}' and a text, but found '{Listing.Cut(line.ToString(), 40)}'.");
            }

            allowance.TakeText(line.Length);
            if (!classes.TryAdd(line[..end], allowance))
            {
                throw file.Lines.Wrong($"expected a class of {Listing.FirstOf(classNames!)}, but found '{Listing.Cut(line[..end].ToString(), 40)}'.");
            }

            texts.Add(line[(end + 1)..].ToString());
        }

        return Sorted(path, texts, classes);
    }

    /// <summary>
    /// Reads a folder with a sub-folder for each class, named as it, and in it a file for each text, as Keras' <c>text_dataset_from_directory</c>.
    /// </summary>
    /// <param name="folder">The folder. Sub-folders and files are taken in the order of the characters' numbers in their names.</param>
    /// <param name="classNames">The sub-folders to read, in the order of their labels; null for all.</param>
    /// <param name="pattern">Which files of a sub-folder are read.</param>
    /// <param name="encoding">UTF-8 by default. Bytes that are no characters become U+FFFD.</param>
    /// <exception cref="ModelFileException">There is no file in any sub-folder, or a sub-folder is missing.</exception>
    public static LabelledText FromFolder(string folder, IReadOnlyList<string>? classNames = null, string pattern = "*.txt",
        Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var classes = new TextClasses(classNames);
        string[] names = classNames is not null ? [.. classNames]
            : [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        var files = new List<(string Class, FileInfo File)>();
        foreach (string name in names)
        {
            string inside = Path.Combine(folder, name);
            if (!Directory.Exists(inside))
            {
                throw new ModelFileException(folder, null, $"expected a sub-folder '{Listing.Cut(name, 40)}', but there is none.");
            }

            files.AddRange(Directory.GetFiles(inside, pattern).Order(StringComparer.Ordinal).Select(path => (name, new FileInfo(path))));
        }

        var texts = new List<string>(files.Count);
        var allowance = ReadingAllowance.Of(folder, files.Sum(file => file.File.Length));
        foreach ((string name, FileInfo file) in files)
        {
            allowance.TakeText(file.Length);
            texts.Add(File.ReadAllText(file.FullName, encoding ?? Encoding.UTF8));
            classes.TryAdd(name, allowance);
        }

        return Sorted(folder, texts, classes);
    }

    /// <summary>The texts as a vectoriser makes them numbers, with their labels.</summary>
    public Dataset ToDataset(TextVectorizer vectorizer)
    {
        ArgumentNullException.ThrowIfNull(vectorizer);
        return vectorizer.ToDataset(Texts, Labels);
    }

    private static LabelledText Sorted(string path, List<string> texts, TextClasses classes)
    {
        (int[] labels, string[] names) = classes.Labels();
        return texts.Count > 0 ? new LabelledText(texts, labels, names)
            : throw new ModelFileException(path, null, "expected at least one text, but found none.");
    }
}
