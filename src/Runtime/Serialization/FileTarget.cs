namespace NetCompiler;

/// <summary>What a path to be written stands for: the file behind all links, and what of it a new file keeps.</summary>
internal sealed class FileTarget
{
    private readonly UnixFiles.Status? _status;
    private readonly UnixFileMode? _mode;

    private FileTarget(string path, UnixFiles.Status? status)
    {
        (Path, _status) = (path, status);
        _mode = !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;
    }

    /// <summary>The file to replace, which need not exist.</summary>
    public string Path { get; }

    public bool FolderExists => Directory.Exists(System.IO.Path.GetDirectoryName(Path));

    /// <exception cref="IOException">The path is that of a folder, a pipe, a device or a socket.</exception>
    public static FileTarget Of(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        UnixFiles.Status? status = UnixFiles.StatusOf(full);
        if (status?.Special is { } kind)
        {
            throw new IOException($"{path} is {kind}, which cannot be replaced by a file; expected the path of a file, or one that is free.");
        }

        if (Directory.Exists(full) || System.IO.Path.EndsInDirectorySeparator(full))
        {
            throw new IOException($"{path} is a folder; expected the path of a file.");
        }

        bool isLink = new FileInfo(full).LinkTarget is not null;
        return new FileTarget(isLink ? File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName : full, status);
    }

    /// <summary>Creates the file that is to take the place of this one: locked, and never more open than the old one.</summary>
    public FileStream Create(string beside)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (_mode is { } mode && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return new FileStream(beside, options);
    }

    /// <summary>
    /// Gives the new file the old one's owner, as far as the process may, and all of its permissions: creation leaves out what the process's mask
    /// does.
    /// </summary>
    public void HandDown(FileStream file)
    {
        _status?.GiveOwner(file.SafeFileHandle);
        if (_mode is { } mode && !OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != mode)
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }
    }
}
