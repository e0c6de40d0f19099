using System.IO.Compression;
using Xunit.Abstractions;

namespace NetCompiler.Runtime.Tests.Data;

public sealed class IdxFileTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Two images of 2 rows and 3 columns.</summary>
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];

    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_images_and_labels(bool gzipped)
    {
        string images = folder.Write("images", gzipped ? Zip(Images) : Images);
        string labels = folder.Write("labels", gzipped ? Zip(Labels) : Labels);
        IdxImages read = IdxFile.ReadImages(images);
        Assert.Equal((2, 2, 3), (read.Count, read.Height, read.Width));
        Assert.Equal(Images[16..], read.Pixels);
        Assert.Equal([7, 3], IdxFile.ReadLabels(labels));

        Dataset data = Dataset.FromIdx(images, labels);
        Assert.Equal(2, data.Count);
        Assert.Equal([2, 3, 1], data.InputShape.ToArray());
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f], data.Inputs(0, 1).ToArray());
        Assert.Equal([7f, 3f], data.Targets(0, 2).ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refuses_a_file_cut_at_any_byte(bool gzipped)
    {
        for (int length = 0; length < Images.Length; length++)
        {
            string path = folder.Write("cut", gzipped ? Zip(Images[..length]) : Images[..length]);
            ModelFileException e = DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path));
            Assert.Contains("expected", e.Message, StringComparison.Ordinal);
        }

        for (int length = 0; length < Labels.Length; length++)
        {
            string path = folder.Write("cut", gzipped ? Zip(Labels[..length]) : Labels[..length]);
            DamagedFile.AssertRefused(path, () => IdxFile.ReadLabels(path));
        }
    }

    [Fact]
    public void Refuses_gzip_data_that_promise_to_fill_the_memory()
    {
        // 4 MiB of zeros are some four thousand bytes.
        byte[] blank = [0, 0, 8, 3, 0, 0, 4, 0, 0, 0, 0, 64, 0, 0, 0, 64, .. new byte[1 << 22]];
        string path = folder.Write("bomb", Zip(blank));
        Assert.Contains("unpack the file first", DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path)).Message, StringComparison.Ordinal);
        Assert.Equal(1 << 22, IdxFile.ReadImages(folder.Write("unpacked", blank)).Pixels.Length);

        // A header alone: nothing is allocated for what it promises beyond a mebibyte.
        path = folder.Write("header", Zip([0, 0, 8, 3, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0]));
        DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path));
    }

    [Fact]
    public void Refuses_gzip_data_that_is_cut_or_changed()
    {
        byte[] zipped = Zip(Images);
        for (int length = 2; length < zipped.Length; length++)
        {
            string path = folder.Write("cut", zipped[..length]);
            DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path));
        }

        zipped[^6] ^= 1;
        string changed = folder.Write("changed", zipped);
        DamagedFile.AssertRefused(changed, () => IdxFile.ReadImages(changed));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    [InlineData(2, 13)]
    [InlineData(3, 1)]
    [InlineData(3, 0)]
    public void Refuses_another_magic_number(int position, byte value)
    {
        string path = folder.Write("magic", Changed(Images, position, value));
        ModelFileException e = DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path));
        Assert.Equal(0, e.Offset);
        Assert.Contains("expected the first bytes 00000803", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0xff)]
    [InlineData(8, 0x80)]
    [InlineData(4, 0x7f)]
    [InlineData(12, 0x7f)]
    [InlineData(7, 0)]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    [InlineData(15, 4)]
    public void Refuses_sizes_that_the_data_do_not_fill(int position, byte value)
    {
        foreach (bool gzipped in new[] { false, true })
        {
            byte[] bytes = Changed(Images, position, value);
            string path = folder.Write("sizes", gzipped ? Zip(bytes) : bytes);
            ModelFileException e = DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path));
            Assert.NotNull(e.Offset);
        }
    }

    [Fact]
    public void Refuses_a_product_of_sizes_that_overflows()
    {
        byte[] bytes = [0, 0, 8, 3, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff];
        string path = folder.Write("overflow", bytes);
        ModelFileException e = DamagedFile.AssertRefused(path, () => IdxFile.ReadImages(path));
        Assert.Contains("too many", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_bytes_after_the_end()
    {
        foreach (byte[] bytes in new byte[][] { [.. Labels, 9], Zip([.. Labels, 9]) })
        {
            string path = folder.Write("long", bytes);
            Assert.Equal(Labels.Length, DamagedFile.AssertRefused(path, () => IdxFile.ReadLabels(path)).Offset);
        }
    }

    [Fact]
    public void Refuses_a_label_out_of_range()
    {
        string path = folder.Write("labels", Labels);
        Assert.Equal([7, 3], IdxFile.ReadLabels(path, classCount: 8));
        ModelFileException e = DamagedFile.AssertRefused(path, () => IdxFile.ReadLabels(path, classCount: 7));
        Assert.Equal(8, e.Offset);
        Assert.Contains("label 0 is 7; expected 0 to 6", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_another_number_of_labels_than_images()
    {
        string images = folder.Write("images", Images);
        string labels = folder.Write("labels", 0, 0, 8, 1, 0, 0, 0, 1, 7);
        ModelFileException e = DamagedFile.AssertRefused(labels, () => Dataset.FromIdx(images, labels));
        Assert.Contains("expected 2 labels", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_missing_file() => Assert.Throws<FileNotFoundException>(() => IdxFile.ReadLabels(folder["nothing"]));

    [Fact]
    public void Reads_the_test_digits_of_MNIST()
    {
        string? mnist = NetCompiler.Tests.Shared.Repository.Shared("data/mnist");
        if (mnist is null)
        {
            output.WriteLine("Skipped: ../shared/data/mnist is not there.");
            return;
        }

        Dataset data = Dataset.FromIdx(Path.Combine(mnist, "t10k-images-idx3-ubyte.gz"), Path.Combine(mnist, "t10k-labels-idx1-ubyte.gz"), 10);
        Assert.Equal(10_000, data.Count);
        Assert.Equal([28, 28, 1], data.InputShape.ToArray());
        Assert.Equal([7f, 2f, 1f, 0f, 4f], data.Targets(0, 5).ToArray());
    }

    private static byte[] Changed(byte[] bytes, int position, byte value)
    {
        byte[] copy = (byte[])bytes.Clone();
        copy[position] = value;
        return copy;
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
