namespace NetCompiler.Runtime.Tests.Serialization;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData()]
    [InlineData(3)]
    [InlineData(0, 5)]
    [InlineData(2, 3, 4)]
    [InlineData(40, 1000)]
    public void Reads_back_what_it_wrote(params int[] shape)
    {
        float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => i % 7 == 0 ? float.NaN : i * -0.5f)];
        NpyFile.Write(folder["x.npy"], new TensorData("any", shape, values));
        TensorData read = NpyFile.Read(folder["x.npy"]);
        Assert.Equal("x", read.Name);
        Assert.Equal(shape, read.Shape);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), read.Values.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(["x.npy"], folder.FileNames);
    }

    [Fact]
    public void Reads_a_column_major_array_of_NumPy()
    {
        TensorData read = NpyFile.Read(folder.Write("x.npy", NumpyFiles.ColumnMajor));
        Assert.Equal([2, 3, 4], read.Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), read.Values);
    }

    [Fact]
    public void Refuses_a_file_cut_at_any_byte_or_longer()
    {
        byte[] whole = NumpyFiles.ColumnMajor;
        for (int length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]);
        }

        ModelFileException e = Refused([.. whole, 0]);
        Assert.Equal(whole.Length, e.Offset);
        Assert.Contains("expected 192 bytes of elements after the header, but found 193", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(0, 4294967296)")]
    [InlineData("(1099511627776, 0)")]
    [InlineData("(1073741824, 1073741824, 0)")]
    public void Refuses_sizes_that_no_array_has(string shape)
    {
        byte[] header = NpyHeader.Write(NpyType.Single, [1]);
        string text = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".PadRight(header.Length - 10);
        Refused([.. header[..10], .. System.Text.Encoding.ASCII.GetBytes(text)]);
    }

    [Fact]
    public void A_promise_of_a_gigabyte_allocates_nothing()
    {
        byte[] header = NpyHeader.Write(NpyType.Single, [1 << 28]);
        Assert.Contains("expected 1073741824 bytes of elements", Refused([.. header, 0, 0, 0, 0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        NpyFile.Write(folder["x.npy"], new TensorData("x", [1], [1]));
        Assert.Throws<ArgumentException>(() => NpyFile.Write(folder["x.npy"], new TensorData("x", [2], [1])));
        Assert.Equal([1f], NpyFile.Read(folder["x.npy"]).Values);
        Assert.Equal(["x.npy"], folder.FileNames);
    }

    private ModelFileException Refused(byte[] bytes)
    {
        string path = folder.Write("damaged.npy", bytes);
        return DamagedFile.AssertRefused(path, () => NpyFile.Read(path));
    }
}
