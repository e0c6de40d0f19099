namespace NetCompiler;

/// <summary>The files of a folder that holds a folder of pictures for each class: what is shown is told by where it lies.</summary>
public sealed class PictureFolder
{
    private static readonly HashSet<string> Endings =
        new([".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"], StringComparer.OrdinalIgnoreCase);

    private readonly string[] _paths;
    private readonly int[] _labels;

    private PictureFolder(string path, string[] classes, string[] paths, int[] labels) =>
        (Path, ClassNames, _paths, _labels) = (path, classes, paths, labels);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The names of the folders in it, in ordinal order; a label is a place in this list.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files, class by class and each class in ordinal order, unless they were shuffled.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>The class of each file.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>Files.</summary>
    public int Count => _paths.Length;

    /// <summary>
    /// Lists a folder. Files that are no pictures by their names, and hidden ones, are left out; folders within a class belong to it.
    /// </summary>
    /// <param name="path">The folder with a folder for each class.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">There is no folder in it, or one without a picture.</exception>
    public static PictureFolder Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] folders = [.. Directory.EnumerateDirectories(path, "*", new EnumerationOptions()).Order(StringComparer.Ordinal)];
        if (folders.Length == 0)
        {
            throw new InvalidDataException($"'{Listing.Cut(path, 500)}' has no folders; expected one for each class, with its pictures.");
        }

        var paths = new List<string>();
        var labels = new List<int>();
        for (int label = 0; label < folders.Length; label++)
        {
            string[] pictures = Pictures(folders[label]);
            if (pictures.Length == 0)
            {
                throw new InvalidDataException(
                    $"'{Listing.Cut(folders[label], 500)}' has no picture ({string.Join(", ", Endings)}); every folder is a class.");
            }

            paths.AddRange(pictures);
            labels.AddRange(Enumerable.Repeat(label, pictures.Length));
        }

        return new PictureFolder(path, Array.ConvertAll(folders, folder => System.IO.Path.GetFileName(folder)), [.. paths], [.. labels]);
    }

    /// <summary>Two parts, each with its share of every class.</summary>
    /// <param name="fraction">Share of the last part, above 0 and below 1.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="ArgumentException">The fraction is out of range, or leaves nothing for the first part.</exception>
    public (PictureFolder First, PictureFolder Last) Split(double fraction, int seed)
    {
        (int[] first, int[] last) = SampleFolds.Split(SampleOrder.Shuffled(Count, seed), fraction, _labels);
        return (Subset(first), Subset(last));
    }

    /// <summary>Some of the files, of the same classes.</summary>
    /// <param name="files">Their places in <see cref="Paths"/>, at least one.</param>
    /// <exception cref="ArgumentException">There is none, or a place is out of range.</exception>
    public PictureFolder Subset(IReadOnlyList<int> files)
    {
        SampleOrder.Check(files, Count);
        return new PictureFolder(Path, [.. ClassNames], [.. files.Select(i => _paths[i])], [.. files.Select(i => _labels[i])]);
    }

    /// <summary>How many files of which classes there are.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Path}: {Count} pictures of {ClassNames.Count} classes ({Listing.Cut(string.Join(", ", ClassNames), 200)})");

    private static string[] Pictures(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(file => Endings.Contains(System.IO.Path.GetExtension(file))).Order(StringComparer.Ordinal)];
}
