namespace NetCompiler;

/// <summary>Files in NumPy's NPY format, one array each, as <c>numpy.save</c> writes and <c>numpy.load</c> reads them.</summary>
public static class NpyFile
{
    /// <summary>
    /// The array, under the file's name without its extension. Booleans, integers and floats of any width and byte order become floats, integers and
    /// F64 with rounding;
    /// an array whose first axis runs fastest (<c>fortran_order</c>) is turned to row-major.
    /// </summary>
    /// <exception cref="ModelFileException">The file is no NPY file, is cut off or goes on too long, or its elements (Python's objects, text) have no
    /// value as floats.</exception>
    public static TensorData Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(path, Path.GetFileNameWithoutExtension(path), file, file.Length, long.MaxValue);
    }

    /// <summary>Writes a row-major array of F32. The file is written beside the old one and then takes its place.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="tensor">The array; its name is not written.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static void Write(string path, TensorData tensor)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.CheckShape();
        AtomicFile.Write(path, file => Write(file.Write, tensor));
    }

    /// <param name="path">The file, for messages.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="stream">Stands at the first byte; need not seek.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <param name="mostBytes">More bytes of floats are refused before they are allocated.</param>
    internal static TensorData Read(string path, string name, Stream stream, long length, long mostBytes)
    {
        NpyHeader header = NpyHeader.Read(path, stream);
        long found = length - header.Bytes;
        if (found != header.DataBytes)
        {
            throw new ModelFileException(
                path, header.Bytes + Math.Min(found, header.DataBytes),
                    $"expected {header.DataBytes} bytes of elements after the header, but found {found}.");
        }

        int[] shape = Shapes.OfArray(Array.ConvertAll(header.Shape, size => (ulong)size))
            ?? throw new ModelFileException(path, header.Bytes, "the array is larger than one can be here.");
        long bytes = header.Count * sizeof(float) * (header.FortranOrder ? 2 : 1);
        if (bytes > mostBytes)
        {
            throw new ModelFileException(path, header.Bytes, $"expected at most {mostBytes} more bytes of floats, but the array takes {bytes}.");
        }

        var values = new float[header.Count];
        TensorValues.Read(path, stream, header.Bytes, values, header.Type.Width, header.Type.ToSingles);
        return new TensorData(name, shape, header.FortranOrder ? RowMajor(shape, values) : values);
    }

    /// <summary>Hands the file's bytes to a receiver.</summary>
    internal static void Write(Action<ReadOnlySpan<byte>> receive, TensorData tensor)
    {
        receive(NpyHeader.Write(NpyType.Single, tensor.Shape));
        TensorValues.ForEachPiece(tensor.Values, receive);
    }

    private static float[] RowMajor(int[] shape, float[] columnMajor)
    {
        var strides = new int[shape.Length];
        int stride = 1;
        for (int d = 0; d < shape.Length; d++)
        {
            strides[d] = stride;
            stride *= shape[d];
        }

        var values = new float[columnMajor.Length];
        PackedLayout.Strided(strides, values.Length).Unpack(columnMajor, shape, values);
        return values;
    }
}
