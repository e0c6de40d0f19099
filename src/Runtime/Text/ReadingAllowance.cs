namespace NetCompiler;

/// <summary>Memory that what a file holds may take: in proportion to its length, whatever its lines are.</summary>
/// <param name="path">The file or folder, for the message.</param>
/// <param name="most">Bytes that may be taken.</param>
internal sealed class ReadingAllowance(string path, long most)
{
    /// <summary>What a text takes beside its characters: the object, and places in lists that grow.</summary>
    private const int TextBytes = 96;

    /// <summary>Less than the 64 MB and eight times the file that a reader may take, since there are buffers, too.</summary>
    private const long AnyFile = 60 << 20;
    private const int Ratio = 7;

    private long _taken;

    /// <summary>For files that are not compressed.</summary>
    /// <param name="path">The file or folder, for the message.</param>
    /// <param name="bytes">Their length.</param>
    public static ReadingAllowance Of(string path, long bytes) => new(path, AnyFile + (Ratio * bytes));

    /// <summary>Takes memory for a text of so many characters.</summary>
    public void TakeText(long characters) => Take(TextBytes + (sizeof(char) * characters));

    /// <summary>Takes memory.</summary>
    /// <exception cref="ModelFileException">A file of this length may not take so much.</exception>
    public void Take(long bytes)
    {
        _taken += bytes;
        if (_taken > most)
        {
            throw new ModelFileException(path, null, $"what it holds would take more than {most} bytes of memory, out of proportion to its length.");
        }
    }
}
