using System.Globalization;

namespace NetCompiler;

/// <content>Sources that stay in their files.</content>
public static partial class DataSource
{
    /// <summary>
    /// Images and their labels in IDX files as of MNIST, not gzipped: the samples of <see cref="Dataset.FromIdx"/>, which stay on the disk. Inputs
    /// are [height, width, 1],
    /// pixels divided by 255.
    /// </summary>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels, one an image.</param>
    /// <param name="classCount">Labels must be below it; 256 or more accepts every byte.</param>
    /// <exception cref="ModelFileException">A file is damaged or no such file, or they hold different numbers of samples.</exception>
    public static IDataSource FromIdx(string imagesPath, string labelsPath, int classCount = 256)
    {
        ArgumentNullException.ThrowIfNull(imagesPath);
        ArgumentNullException.ThrowIfNull(labelsPath);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        SampleColumn images = IdxFile.Open(imagesPath, 3, ElementFormat.Pixels);
        SampleColumn labels = IdxFile.Open(labelsPath, 1, ElementFormat.Bytes, classCount);
        return labels.Count == images.Count
            ? FileSource.Of(images, labels)
            : throw new ModelFileException(labelsPath, 4, $"expected {images.Count} labels, one an image of {imagesPath}, but found {labels.Count}.");
    }

    /// <summary>Two arrays in NPY files, as NumPy's <c>save</c> writes them, which stay on the disk.</summary>
    /// <param name="inputsPath">[samples, input shape], of any numeric type, row-major.</param>
    /// <param name="targetsPath">[samples] of labels or values, or [samples, ...] of several values.</param>
    /// <param name="scaleBytes">Whether inputs of unsigned bytes are divided by 255, as pixels are.</param>
    /// <exception cref="ModelFileException">A file is damaged or no such file, or they hold different numbers of samples.</exception>
    public static IDataSource FromNpy(string inputsPath, string targetsPath, bool scaleBytes = false)
    {
        ArgumentNullException.ThrowIfNull(inputsPath);
        ArgumentNullException.ThrowIfNull(targetsPath);
        return FileSource.Of(OpenNpy(inputsPath, "inputs", scaleBytes), OpenNpy(targetsPath, "targets", scaleBytes: false));
    }

    /// <summary>Two tensors of a safetensors file, which stay on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">Name of the tensor [samples, input shape], of any numeric type.</param>
    /// <param name="targets">Name of the tensor [samples] of labels or values, or [samples, ...] of several values.</param>
    /// <param name="scaleBytes">Whether inputs of unsigned bytes are divided by 255, as pixels are.</param>
    /// <exception cref="ModelFileException">The file is damaged or no safetensors file, lacks a tensor, or they hold different numbers of
    /// samples.</exception>
    public static IDataSource FromSafeTensors(string path, string inputs, string targets, bool scaleBytes = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        (TensorEntry[] entries, long start) = SafeTensors.ReadLayout(path);
        return FileSource.Of(Column(path, entries, start, inputs, scaleBytes), Column(path, entries, start, targets, scaleBytes: false));
    }

    /// <summary>
    /// A sample a line of a file, which is read anew at each pass, a block at a time. The header and the first line are checked now, the others when
    /// they are read. It comes in the
    /// file's order: to train on it, add <see cref="Shuffle"/>.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="options">Header, delimiter, target columns; as for <see cref="Dataset.FromCsv"/>.</param>
    /// <exception cref="ModelFileException">A field is missing or no number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">The options name columns that the file does not have.</exception>
    public static IDataSource FromCsv(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new CsvSource(path, options ?? new CsvOptions());
    }

    private static SampleColumn OpenNpy(string path, string what, bool scaleBytes)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        NpyHeader header = NpyHeader.Read(path, file);
        if (header.FortranOrder && header.Shape.Length > 1)
        {
            throw new ModelFileException(path, null, "expected row-major order ('fortran_order': False), but the first axis runs fastest: each "
                + "sample is scattered over the whole file.");
        }

        if (file.Length - header.Bytes != header.DataBytes)
        {
            throw new ModelFileException(
                path,
                Math.Min(file.Length, header.Bytes + header.DataBytes),
                $"expected {header.DataBytes} bytes after the header for the shape ({string.Join(", ", header.Shape)}), but found "
                    + $"{file.Length - header.Bytes}.");
        }

        return SampleColumn.Of(path, what, 0, header.Shape, header.Bytes, Scaled(ElementFormat.Of(header.Type), scaleBytes));
    }

    private static SampleColumn Column(string path, TensorEntry[] entries, long start, string name, bool scaleBytes)
    {
        TensorEntry entry = Array.Find(entries, entry => entry.Name == name)
            ?? throw new ModelFileException(path, null, $"expected a tensor '{TensorEntry.Shorten(name)}', but found {Names(entries)}.");
        if (entry.Type.ToSingle is null)
        {
            throw new ModelFileException(path, entry.Place,
                $"expected a type for '{entry.Label}' that converts to F32, but found {entry.Type.Name}.");
        }

        long[] shape = Array.ConvertAll(entry.Shape, size => (long)Math.Min(size, long.MaxValue));
        return SampleColumn.Of(path, $"'{entry.Label}'", entry.Place, shape, start + (long)entry.Begin,
            Scaled(ElementFormat.Of(entry.Type), scaleBytes));
    }

    private static ElementFormat Scaled(ElementFormat format, bool scaleBytes) =>
        scaleBytes && format == ElementFormat.Bytes ? ElementFormat.Pixels : format;

    private static string Names(TensorEntry[] entries)
    {
        const int Most = 8;
        string names = string.Join(", ", entries.Take(Most).Select(entry => $"'{entry.Label}'"));
        return entries.Length == 0 ? "none" : entries.Length <= Most ? names
            : string.Create(CultureInfo.InvariantCulture, $"{names} and {entries.Length - Most} more");
    }
}
