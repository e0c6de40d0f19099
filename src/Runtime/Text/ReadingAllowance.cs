namespace NetCompiler;

/// <summary>Memory that what a file holds may take: in proportion to its length, whatever its lines are.</summary>
/// <param name="path">The file or folder, for the message.</param>
internal sealed class ReadingAllowance(string path)
{
    /// <summary>Bytes of a text's characters in memory beside those of the text: the object, and its place in a list that grows.</summary>
    public const int StringBytes = 64;

    /// <summary>Less than the 64 MB and eight times the file that a reader may take, since there are buffers, too.</summary>
    private const long AnyFile = 60 << 20;
    private const int Ratio = 7;

    private long _taken;

    /// <summary>Takes memory for a text.</summary>
    /// <param name="characters">Its length.</param>
    /// <param name="fileBytes">Length of the file, or as much of it as has been read.</param>
    public void TakeText(int characters, long fileBytes) => Take(StringBytes + (sizeof(char) * (long)characters), fileBytes);

    /// <summary>Takes memory.</summary>
    /// <exception cref="ModelFileException">A file of this length may not take so much.</exception>
    public void Take(long bytes, long fileBytes)
    {
        _taken += bytes;
        long most = AnyFile + (Ratio * fileBytes);
        if (_taken > most)
        {
            throw new ModelFileException(path, null, $"its {fileBytes} bytes would take more than {most} bytes of memory.");
        }
    }
}
