namespace NetCompiler.Runtime.Tests.Data;

public sealed class FileSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(23, 5, 3)]
    [InlineData(3, 300, 301)]
    public void Idx_gives_the_samples_of_the_data_set(int count, int height, int width)
    {
        (string images, string labels) = WriteIdx(count, height, width);
        IDataSource source = DataSource.FromIdx(images, labels, 10);
        Assert.Equal(count, source.Count);
        SourceReading.AssertSame(Dataset.FromIdx(images, labels, 10), source);
    }

    [Fact]
    public void Skipping_equals_reading_on()
    {
        (string images, string labels) = WriteIdx(13, 2, 3);
        IDataSource source = DataSource.FromIdx(images, labels);
        SourceReading.AssertSkips(source, SourceReading.InOrder);
        SourceReading.AssertSkips(source, SourceReading.Shuffled());
    }

    [Fact]
    public void Parts_are_those_of_the_data_set()
    {
        (string images, string labels) = WriteIdx(13, 2, 3);
        IDataSource part = DataSource.FromIdx(images, labels).Skip(3).Take(6).Skip(1);
        Assert.Equal(5, part.Count);
        SourceReading.AssertSame(Dataset.FromIdx(images, labels).Slice(4, 5), part);
    }

    [Theory]
    [InlineData("|b1")]
    [InlineData("|i1")]
    [InlineData("|u1")]
    [InlineData("<i2")]
    [InlineData(">u4")]
    [InlineData("<i8")]
    [InlineData(">f2")]
    [InlineData("<f4")]
    [InlineData(">f4")]
    [InlineData("<f8")]
    public void Npy_converts_every_type(string type)
    {
        float[] values = [.. Enumerable.Range(0, 60).Select(i => type[1] == 'b' ? i % 2 : type[1] is 'f' or 'i' ? 7 - i : (float)i)];
        int[] labels = [.. Enumerable.Range(0, 10)];
        string inputs = WriteNpy("inputs.npy", type, [10, 3, 2], values),
            targets = WriteNpy("targets.npy", "<i8", [10], labels.Select(i => (float)i));
        SourceReading.AssertSame(Dataset.FromArrays(values, [3, 2], labels), DataSource.FromNpy(inputs, targets));
    }

    [Fact]
    public void Npy_takes_single_values_and_scales_bytes()
    {
        string inputs = WriteNpy("inputs.npy", "|u1", [3], [0, 51, 255]), targets = WriteNpy("targets.npy", "<f4", [3, 2], [1, 2, 3, 4, 5, 6]);
        SourceReading.AssertSame(Dataset.FromArrays([0, 51, 255], [1], [1, 2, 3, 4, 5, 6f]), DataSource.FromNpy(inputs, targets));
        SourceReading.AssertSame(Dataset.FromArrays([0, 51 / 255f, 1], [1], [1, 2, 3, 4, 5, 6f]),
            DataSource.FromNpy(inputs, targets, scaleBytes: true));
    }

    [Fact]
    public void SafeTensors_gives_two_tensors_of_many()
    {
        float[] x = [.. Enumerable.Range(0, 600_000).Select(i => (i * 0.37f) - 4)], y = [.. Enumerable.Range(0, 20).Select(i => i / 7f)];
        string path = _folder["data.safetensors"];
        SafeTensors.Write(path, [new TensorData("x", [20, 100, 300], x), new TensorData("y", [20], y), new TensorData("a", [1], [1])]);
        SourceReading.AssertSame(Dataset.FromArrays(x, [100, 300], y), DataSource.FromSafeTensors(path, "x", "y"));
    }

    [Fact]
    public void Damaged_idx_files_are_refused_as_the_data_set_refuses_them()
    {
        (string images, string labels) = WriteIdx(3, 2, 2);
        byte[] whole = File.ReadAllBytes(images);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(images, whole[..length]);
            SameRefusal(images, () => Dataset.FromIdx(images, labels), () => DataSource.FromIdx(images, labels));
        }

        foreach ((int position, byte value) in new (int, byte)[] { (0, 1), (2, 9), (3, 1), (4, 0x80), (7, 0), (7, 4), (15, 3) })
        {
            byte[] changed = (byte[])whole.Clone();
            changed[position] = value;
            File.WriteAllBytes(images, changed);
            SameRefusal(images, () => Dataset.FromIdx(images, labels), () => DataSource.FromIdx(images, labels));
        }

        File.WriteAllBytes(images, whole);
        SameRefusal(labels, () => Dataset.FromIdx(images, labels, 2), () => DataSource.FromIdx(images, labels, 2));
        _folder.Write("labels", 0, 0, 8, 1, 0, 0, 0, 2, 1, 0);
        SameRefusal(labels, () => Dataset.FromIdx(images, labels), () => DataSource.FromIdx(images, labels));
        _folder.Write("images", 0x1f, 0x8b, 8, 0);
        Assert.Contains("not gzipped", DamagedFile.AssertRefused(images, () => DataSource.FromIdx(images, labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_npy_files_are_refused()
    {
        string targets = WriteNpy("targets.npy", "<f4", [2], [1, 2]), path = WriteNpy("inputs.npy", "<f4", [2, 2], [1, 2, 3, 4]);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            DamagedFile.AssertRefused(path, () => DataSource.FromNpy(path, targets));
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Equal(whole.Length, DamagedFile.AssertRefused(path, () => DataSource.FromNpy(path, targets)).Offset);
        Refused(targets, "expected 3 targets", () => DataSource.FromNpy(WriteNpy("inputs.npy", "<f4", [3, 1], [1, 2, 3]), targets));
        Refused(path, "at least one sample", () => DataSource.FromNpy(WriteNpy("inputs.npy", "<f4", [0, 1], []), targets));
        Refused(path, "at least one sample", () => DataSource.FromNpy(WriteNpy("inputs.npy", "<f4", [], [1]), targets));
        File.WriteAllText(path, File.ReadAllText(WriteNpy("inputs.npy", "<i4", [2, 2], [0, 0, 0, 0]), System.Text.Encoding.Latin1).Replace("False, ",
            "True,  ", StringComparison.Ordinal), System.Text.Encoding.Latin1);
        Refused(path, "row-major", () => DataSource.FromNpy(path, targets));
    }

    [Fact]
    public void SafeTensors_that_do_not_fit_are_refused()
    {
        string path = _folder["data.safetensors"];
        SafeTensors.Write(path, [new TensorData("x", [2, 2], [1, 2, 3, 4]), new TensorData("y", [3], [1, 2, 3]),
            new TensorData("empty", [2, 0], [])]);
        Refused(path, "expected a tensor 'z', but found 'empty', 'x', 'y'", () => DataSource.FromSafeTensors(path, "x", "z"));
        Refused(path, "expected 2 targets", () => DataSource.FromSafeTensors(path, "x", "y"));
        Refused(path, "at least one sample", () => DataSource.FromSafeTensors(path, "empty", "y"));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        DamagedFile.AssertRefused(path, () => DataSource.FromSafeTensors(path, "x", "y"));
    }

    [Fact]
    public void A_file_cut_off_after_opening_is_noticed()
    {
        (string images, string labels) = WriteIdx(3, 2, 2);
        IDataSource source = DataSource.FromIdx(images, labels);
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..^1]);
        Refused(images, "cut off since it was opened", () => source.ReadAll(SourceReading.InOrder));
    }

    [Fact]
    public void Missing_files_are_missing_files()
    {
        Assert.Throws<FileNotFoundException>(() => DataSource.FromIdx(_folder["nothing"], _folder["nothing"]));
        Assert.Throws<FileNotFoundException>(() => DataSource.FromNpy(_folder["nothing"], _folder["nothing"]));
        Assert.Throws<FileNotFoundException>(() => DataSource.FromSafeTensors(_folder["nothing"], "x", "y"));
        Assert.Throws<FileNotFoundException>(() => DataSource.FromCsv(_folder["nothing"]));
    }

    /// <summary>A file with a hole of five billion bytes, of which only a few are read.</summary>
    [Fact]
    public void Files_may_be_larger_than_an_array()
    {
        const int Count = 50_000, Side = 316;
        string images = _folder["images"], labels = _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0xC3, 0x50, .. new byte[Count]]);
        using (FileStream file = new(images, FileMode.CreateNew))
        {
            file.Write([0, 0, 8, 3, 0, 0, 0xC3, 0x50, 0, 0, 1, 0x3C, 0, 0, 1, 0x3C]);
            file.SetLength(16 + ((long)Count * Side * Side));
            file.Position = file.Length - 1;
            file.WriteByte(255);
        }

        using ISampleReader reader = DataSource.FromIdx(images, labels).Read(SourceReading.InOrder);
        reader.Skip(Count - 1);
        var input = new float[Side * Side];
        Assert.Equal(1, reader.Read(input, new float[1], 1));
        Assert.Equal((0f, 1f), (input[^2], input[^1]));
    }

    private static void SameRefusal(string path, Action inMemory, Action streamed)
    {
        ModelFileException expected = Assert.Throws<ModelFileException>(inMemory), found = DamagedFile.AssertRefused(path, streamed);
        Assert.Equal((expected.Message, expected.Offset), (found.Message, found.Offset));
    }

    private static void Refused(string path, string expected, Action open) =>
        Assert.Contains(expected, DamagedFile.AssertRefused(path, open).Message, StringComparison.Ordinal);

    private (string Images, string Labels) WriteIdx(int count, int height, int width)
    {
        byte[] header = [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, (byte)(height >> 8), (byte)height, 0, 0, (byte)(width >> 8), (byte)width];
        byte[] pixels = [.. Enumerable.Range(0, count * height * width).Select(i => (byte)(i * 7))];
        string images = _folder.Write("images", [.. header, .. pixels]);
        string labels = _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(i => (byte)(i * 3 % 10))]);
        return (images, labels);
    }

    private string WriteNpy(string name, string type, int[] shape, IEnumerable<float> values)
    {
        var bytes = new List<byte>(NpyHeader.Write(NpyType.Find(type)!, shape));
        foreach (float value in values)
        {
            byte[] element = type[1..] switch
            {
                "b1" or "u1" => [(byte)value],
                "i1" => [(byte)(sbyte)value],
                "i2" => BitConverter.GetBytes((short)value),
                "i4" => BitConverter.GetBytes((int)value),
                "u4" => BitConverter.GetBytes((uint)value),
                "i8" => BitConverter.GetBytes((long)value),
                "f2" => BitConverter.GetBytes((Half)value),
                "f4" => BitConverter.GetBytes(value),
                _ => BitConverter.GetBytes((double)value),
            };
            bytes.AddRange(type[0] == '>' ? element.Reverse() : element);
        }

        return _folder.Write(name, [.. bytes]);
    }
}
