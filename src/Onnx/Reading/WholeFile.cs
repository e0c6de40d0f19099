namespace NetCompiler.Onnx.Reading;

/// <summary>Reads files into memory.</summary>
internal static class WholeFile
{
    /// <exception cref="ModelFileException">The file is larger than an array can be.</exception>
    public static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > Array.MaxLength)
        {
            throw new ModelFileException(path, null, $"expected at most {Array.MaxLength} bytes, but the file has {file.Length}.");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
