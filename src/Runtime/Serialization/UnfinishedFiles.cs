namespace NetCompiler;

/// <summary>
/// The files beside others that are being written, and what killed processes left of them. Their writers hold them locked, so one that can be locked
/// belongs to nobody any more, whatever process, container or run wrote it.
/// </summary>
internal static class UnfinishedFiles
{
    /// <summary>What the names end with, after a dot and <see cref="NumberDigits"/> hexadecimal digits.</summary>
    public const string Extension = ".unfinished";

    private const int NumberDigits = 16;

    private static readonly HashSet<string> Swept = new(StringComparer.Ordinal);

    /// <summary>A name of its own beside a file.</summary>
    public static string NewName(string path) => NeighbourName.Of(path, $".{Guid.NewGuid().ToString("N")[..NumberDigits]}{Extension}");

    /// <summary>Deletes what is left in a folder, the first time that this process writes there.</summary>
    public static void SweepOnce(string folder)
    {
        lock (Swept)
        {
            if (Directory.Exists(folder) && Swept.Add(folder))
            {
                Sweep(folder);
            }
        }
    }

    /// <summary>Deletes what is left in a folder; what is being written stays, and so does every file with another kind of name.</summary>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (IsName(Path.GetFileName(file)))
            {
                TryDelete(file);
            }
        }
    }

    /// <summary>Deletes a file unless somebody has locked it.</summary>
    public static void TryDelete(string file)
    {
        try
        {
            using FileStream locked = new(file, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is being written, or gone, or another user's.
        }
    }

    private static bool IsName(string name)
    {
        int start = name.Length - Extension.Length - NumberDigits;
        return start > 1 && name[start - 1] == '.' && name.EndsWith(Extension, StringComparison.Ordinal)
            && !name.AsSpan(start, NumberDigits).ContainsAnyExcept("0123456789abcdef");
    }
}
