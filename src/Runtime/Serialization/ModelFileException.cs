namespace NetCompiler;

/// <summary>
/// A file of weights or of data is damaged, or is no such file. The message names the file, the place, what was expected and what was found.
/// </summary>
public sealed class ModelFileException : IOException
{
    /// <summary>Whatever a file holds, what is said of it can be read and logged.</summary>
    private const int LongestProblem = 3000;

    /// <summary>An error at a byte of a file; no offset where the place is a name, a line or the whole file.</summary>
    public ModelFileException(string path, long? offset, string problem, Exception? inner = null)
        : base(offset is null ? $"{path}: {Listing.Cut(problem, LongestProblem)}"
        : $"{path}, byte {offset}: {Listing.Cut(problem, LongestProblem)}", inner)
    {
        Path = path;
        Offset = offset;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The first byte of what is wrong, counted in the file (in a gzipped file: in its content); null where no byte is to blame.</summary>
    public long? Offset { get; }
}
