using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Writes files whole or not at all.</summary>
internal static partial class AtomicFile
{
    /// <summary>What the names of unfinished files end with; a crash may leave one behind.</summary>
    public const string UnfinishedExtension = ".unfinished";

    /// <summary>Writes beside <paramref name="path"/>, flushes to the disk and renames; if anything throws, the old file stays and the new one goes.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string beside = $"{full}.{Path.GetRandomFileName()}{UnfinishedExtension}";
        try
        {
            using (FileStream file = new(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
            FlushDirectory(Path.GetDirectoryName(full)!);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Deletes what writers of a file that were killed left beside it. For a file that nobody writes at the time.</summary>
    public static void DeleteUnfinished(string path)
    {
        string full = Path.GetFullPath(path);
        string? directory = Path.GetDirectoryName(full);
        if (directory is null || !Directory.Exists(directory))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(directory))
        {
            if (file.StartsWith(full + ".", StringComparison.Ordinal) && file.EndsWith(UnfinishedExtension, StringComparison.Ordinal))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Makes a rename last beyond a loss of power; Windows needs no such call, and a file system that knows none is left alone.</summary>
    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser())
        {
            return;
        }

        const int ReadOnly = 0;
        try
        {
            int handle = Open(directory, ReadOnly);
            if (handle >= 0)
            {
                _ = Synchronize(handle);
                _ = Close(handle);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without these calls: the rename is as lasting as its file system makes it.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
