namespace NetCompiler.Runtime.Tests;

/// <summary>What every refusal of a damaged file must show.</summary>
internal static class DamagedFile
{
    /// <summary>More than this for a file of some bytes would be memory that the file only promised.</summary>
    private const long MemoryLimit = 4 << 20;

    /// <summary>Asserts that reading throws an exception that names the file and stays within memory in proportion; gives it back.</summary>
    public static ModelFileException AssertRefused(string path, Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFileException exception = Assert.Throws<ModelFileException>(read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        Assert.Equal(path, exception.Path);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        if (exception.Offset is long offset)
        {
            Assert.InRange(offset, 0, new FileInfo(path).Length * 1100);
            Assert.Contains($"byte {offset}", exception.Message, StringComparison.Ordinal);
        }

        return exception;
    }
}
