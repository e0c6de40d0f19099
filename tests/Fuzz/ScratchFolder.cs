namespace NetCompiler.Fuzz;

/// <summary>Files for readers that want a path; in memory where the system has a folder there.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private readonly string folder = Directory.Exists(MemoryFolder)
        ? Directory.CreateDirectory(Path.Combine(MemoryFolder, $"netcompiler-fuzz-{Environment.ProcessId}")).FullName
        : Directory.CreateTempSubdirectory("netcompiler-fuzz-").FullName;

    /// <summary>The bytes as a file, until the next of this name.</summary>
    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>What a writer writes.</summary>
    public byte[] Made(string name, Action<string> write)
    {
        string path = Path.Combine(folder, name);
        write(path);
        return File.ReadAllBytes(path);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
