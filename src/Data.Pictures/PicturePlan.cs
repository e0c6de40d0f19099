namespace NetCompiler;

/// <summary>
/// How a picture file becomes an input: its size, its channels, its proportions. Saved with the weights, together with the names of the classes, so
/// that one file is enough to read a picture.
/// </summary>
/// <param name="height">Rows of the input, at least 1.</param>
/// <param name="width">Columns of the input.</param>
/// <param name="channels">1 for shades of grey, 3 for red, green and blue, 4 with opacity. Values are from 0 to 1.</param>
public sealed partial class PicturePlan(int height, int width, int channels = 3)
{
    /// <summary>So many that an input is still an array.</summary>
    private const int MostPixels = 1 << 26;

    private string[] _classNames = [];

    /// <summary>Rows of the input.</summary>
    public int Height { get; } = Size(height, nameof(height));

    /// <summary>Columns of the input.</summary>
    public int Width { get; } = Size(width, nameof(width)) is var size && (long)size * height <= MostPixels ? size
        : throw new ArgumentOutOfRangeException(nameof(width), width, FormattableString.Invariant($"Expected at most {MostPixels} pixels."));

    /// <summary>1, 3 or 4.</summary>
    public int Channels { get; } = channels is 1 or 3 or 4 ? channels
        : throw new ArgumentOutOfRangeException(nameof(channels), channels, "Expected 1, 3 or 4 channels.");

    /// <summary>What happens to pictures of other proportions.</summary>
    public PictureFit Fit { get; init => field = Argument.Member(value); } = PictureFit.Stretch;

    /// <summary>
    /// What is seen through transparent pixels, and around pictures with <see cref="PictureFit.Pad"/>: from 0 for black to 1 for white, the default.
    /// With four channels only around them, and transparent.
    /// </summary>
    public float Background { get; init => field = Argument.Share(value); } = 1;

    /// <summary>The names of the classes by their labels; of the first folder that the plan has met, unless they are set.</summary>
    public IReadOnlyList<string> ClassNames
    {
        get => _classNames;
        init => _classNames = [.. Argument.Distinct(value) ?? throw new ArgumentNullException(nameof(value))];
    }

    /// <summary>The pictures, decoded once: for as many as fit into memory.</summary>
    /// <param name="folder">Of the plan's classes.</param>
    /// <exception cref="ModelFileException">A file is no picture, or damaged.</exception>
    /// <exception cref="ArgumentException">The folder has other classes, or the pictures are more than an array can hold.</exception>
    public Dataset ToDataset(PictureFolder folder)
    {
        Meet(folder);
        int floats = Height * Width * Channels;
        if ((long)floats * folder.Count > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{folder.Count} pictures of {floats} floats are more than an array can hold; ToSource reads them as they are needed.",
                nameof(folder));
        }

        var inputs = new float[floats * folder.Count];
        ReadAll(folder.Paths, i => i, folder.Count, inputs);
        return Dataset.FromArrays(inputs, [Height, Width, Channels], [.. folder.Labels]);
    }

    /// <summary>The pictures, decoded in each pass when they are needed, on all processors.</summary>
    /// <param name="folder">Of the plan's classes.</param>
    /// <exception cref="ArgumentException">The folder has other classes.</exception>
    public IDataSource ToSource(PictureFolder folder)
    {
        Meet(folder);
        return new PictureSource(this, folder);
    }

    /// <summary>One picture as an input: [height, width, channels], from 0 to 1.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">It is no picture, or damaged.</exception>
    public float[] ToInput(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var input = new float[Height * Width * Channels];
        Write(DecodedPicture.Of(path, File.ReadAllBytes(path)), input);
        return input;
    }

    /// <summary>One picture as an input, from what a file would hold: an upload, an attachment.</summary>
    /// <param name="encoded">PNG, JPEG, WebP, BMP or GIF, of which the first picture counts.</param>
    /// <exception cref="ModelFileException">It is no picture, or damaged.</exception>
    public float[] ToInput(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        var input = new float[Height * Width * Channels];
        Write(DecodedPicture.Of("The picture", encoded), input);
        return input;
    }

    /// <summary>Decodes files side by side.</summary>
    internal void ReadAll(IReadOnlyList<string> paths, Func<int, int> number, int count, Memory<float> inputs)
    {
        int floats = Height * Width * Channels;
        void ReadOne(int i) => Write(DecodedPicture.Of(paths[number(i)], File.ReadAllBytes(paths[number(i)])), inputs.Span.Slice(i * floats, floats));
        try
        {
            Parallel.For(0, count, ReadOne);
        }
        catch (AggregateException exception)
        {
            // The caller wants to know of the file, not of the threads.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private void Meet(PictureFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (_classNames.Length == 0)
        {
            _classNames = [.. folder.ClassNames];
        }
        else if (!folder.ClassNames.SequenceEqual(_classNames))
        {
            throw new ArgumentException($"The folder has the classes {Listing.Cut(string.Join(", ", folder.ClassNames), 300)}; expected "
                + $"{Listing.Cut(string.Join(", ", _classNames), 300)}.", nameof(folder));
        }
    }

    private static int Size(int size, string name) => size is >= 1 and <= MostPixels ? size
        : throw new ArgumentOutOfRangeException(name, size, FormattableString.Invariant($"Expected a size from 1 to {MostPixels}."));
}
