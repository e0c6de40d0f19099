namespace NetCompiler;

/// <summary>Writes files whole or not at all.</summary>
internal static class AtomicFile
{
    private const int MostAttempts = 3;

    /// <summary>
    /// Writes beside <paramref name="path"/>, flushes to the disk and renames; if anything throws, the old file stays and the new one goes. What a
    /// link names is
    /// replaced, not the link, and a file that exists keeps its permissions.
    /// </summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="write">Writes all of it; called again where the file was taken away meanwhile.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var target = FileTarget.Of(path);
        UnfinishedFiles.SweepOnce(Path.GetDirectoryName(target.Path)!);
        for (int attempt = 1; ; attempt++)
        {
            string beside = UnfinishedFiles.NewName(target.Path);
            try
            {
                Write(target, beside, write);
                return;
            }
            catch (IOException) when (attempt < MostAttempts && target.FolderExists && !File.Exists(beside))
            {
                // Where locks do not reach, as on some network drives, another process may take it for what a dead one left.
            }
        }
    }

    private static void Write(FileTarget target, string beside, Action<Stream> write)
    {
        FileStream? file = null;
        bool done = false;
        try
        {
            file = target.Create(beside);
            target.HandDown(file);
            write(file);
            file.Flush(flushToDisk: true);
            if (OperatingSystem.IsWindows())
            {
                file.Dispose();
            }

            // Elsewhere still locked, so that nobody takes it for one that was left behind.
            File.Move(beside, target.Path, overwrite: true);
            done = true;
        }
        finally
        {
            Close(file, beside, done);
        }

        UnixFiles.FlushDirectory(Path.GetDirectoryName(target.Path)!);
    }

    /// <summary>What goes wrong while a file is given up must not hide why.</summary>
    private static void Close(FileStream? file, string beside, bool done)
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException) when (!done)
        {
            // It could not be written before either.
        }

        if (!done && file is not null)
        {
            UnfinishedFiles.TryDelete(beside);
        }
    }
}
