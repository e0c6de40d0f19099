namespace NetCompiler;

/// <summary>The tensors of a file of weights: NPZ where a path ends so or a stream begins so, else safetensors.</summary>
/// <param name="Path">The file, as the caller named it; <c>stream</c> or <c>bytes</c> for what has no name.</param>
/// <param name="Tensors">In the file's order.</param>
/// <param name="IsSorted">Whether that is by name, whatever the order was in which they were made.</param>
internal sealed record WeightSource(string Path, TensorData[] Tensors, bool IsSorted)
{
    public static WeightSource Of(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Of(path, file, WeightFile.IsNpz(path));
    }

    /// <summary>A stream's bytes from its position to its end.</summary>
    public static WeightSource Of(Stream stream) => StreamSource.Read(stream, Of);

    public static WeightSource Of(ReadOnlySpan<byte> bytes) => StreamSource.Read(bytes, Of);

    private static WeightSource Of(string name, Stream file) => Of(name, file, KindOf(file) == ZipArchive);

    private static WeightSource Of(string path, Stream file, bool isNpz)
    {
        if (isNpz)
        {
            return new WeightSource(path, NpzFile.Read(path, file), IsSorted: false);
        }

        string kind = KindOf(file);
        if (kind.Length > 0)
        {
            throw new ModelFileException(path, 0, $"expected a safetensors file, or a name that ends in .npz, but found {kind}; write its "
                + $"tensors to one of these first.");
        }

        (TensorData[] tensors, IReadOnlyDictionary<string, string> metadata) = SafeTensors.Read(path, file);
        WeightMetadata.Check(path, tensors, metadata);
        return new WeightSource(path, tensors, IsSorted: true);
    }

    private const string ZipArchive = "a zip archive, such as a .pt file of PyTorch's or a .keras file";

    /// <summary>The files that people try first, PyTorch's pickles in a zip archive and Keras' HDF5; empty for others.</summary>
    private static string KindOf(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        int got = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..got] switch
        {
            [(byte)'P', (byte)'K', 3, 4] => ZipArchive,
            [0x89, (byte)'H', (byte)'D', (byte)'F'] => "an HDF5 file",
            _ => "",
        };
    }
}
