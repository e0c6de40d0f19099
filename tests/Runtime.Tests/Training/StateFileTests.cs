using System.Buffers.Binary;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Files of training states: what is written is read, and nothing else is.</summary>
public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_comes_back()
    {
        StateSection read = StateFile.Read(Write()).Root.Section("part");
        Assert.Equal(long.MinValue, read.GetInt64("integer"));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(read.GetDouble("number")));
        Assert.Equal("Zürich ━", read.GetString("text"));
        Assert.Equal("", read.GetString("empty"));
        Assert.Equal([.. Enumerable.Range(0, 3000).Select(i => i / 7f)], read.GetSingles("floats", 3000));
        Assert.Equal([double.Epsilon, -0.0, double.PositiveInfinity], read.GetDoubles("doubles"));
        Assert.Equal(["state.bin"], _folder.FileNames);
    }

    [Fact]
    public void What_is_missing_or_other_is_named()
    {
        StateSection read = StateFile.Read(Write()).Root.Section("part");
        Assert.Contains("an integer named 'part/nothing'", Assert.Throws<ModelFileException>(() => read.GetInt64("nothing")).Message,
            StringComparison.Ordinal);
        Assert.Contains("found a text", Assert.Throws<ModelFileException>(() => read.GetDouble("text")).Message, StringComparison.Ordinal);
        Assert.Contains("expected 7 floats", Assert.Throws<ModelFileException>(() => read.GetSingles("floats", 7)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected the answer 42, but found -9223372036854775808",
                Assert.Throws<ModelFileException>(() => read.Expect("integer", 42, "the answer")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_occurs_once() => Assert.Throws<ArgumentException>(() =>
    {
        StateSection section = new StateTable("x").Root;
        section.Add("a", 1L);
        section.Add("a", 2L);
    });

    [Fact]
    public void Any_changed_bit_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Write(floats: 3));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            string path = _folder.Write("damaged", damaged);
            DamagedFile.AssertRefused(path, () => StateFile.Read(path));
        }
    }

    [Fact]
    public void Any_other_length_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Write(floats: 3));
        for (int length = 0; length < bytes.Length; length++)
        {
            string path = _folder.Write("short", bytes[..length]);
            DamagedFile.AssertRefused(path, () => StateFile.Read(path));
        }

        string longer = _folder.Write("long", [.. bytes, 0]);
        DamagedFile.AssertRefused(longer, () => StateFile.Read(longer));
    }

    [Theory, InlineData(0u), InlineData(2u), InlineData(uint.MaxValue)]
    public void Another_version_is_refused_with_the_reason(uint version)
    {
        byte[] bytes = File.ReadAllBytes(Write(floats: 3));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), version);
        string path = _folder.Write("version", Sealed(bytes));
        Assert.Contains($"found version {version}", DamagedFile.AssertRefused(path, () => StateFile.Read(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Damage that the checksum cannot show: it was computed afterwards.</summary>
    [Fact]
    public void Nonsense_with_a_right_checksum_is_refused_or_read()
    {
        byte[] bytes = File.ReadAllBytes(Write(floats: 3));
        var random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 2_000; round++)
        {
            byte[] damaged = [.. bytes];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                damaged[random.Next(StateFile.Magic.Length, damaged.Length)] = (byte)random.Next(256);
            }

            string path = _folder.Write("nonsense", Sealed(damaged));
            try
            {
                StateFile.Read(path);
            }
            catch (ModelFileException)
            {
                refused++;
                DamagedFile.AssertRefused(path, () => StateFile.Read(path));
            }
        }

        Assert.InRange(refused, 400, 1_999);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        string path = Write();
        byte[] before = File.ReadAllBytes(path);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, file =>
        {
            file.Write([1, 2, 3]);
            throw new InvalidOperationException("wanted");
        }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["state.bin"], _folder.FileNames);
    }

    private string Write(int floats = 3000)
    {
        var table = new StateTable(_folder["state.bin"]);
        StateSection section = table.Root.Section("part");
        section.Add("integer", long.MinValue);
        section.Add("number", double.NaN);
        section.Add("text", "Zürich ━");
        section.Add("empty", "");
        section.Add("floats", [.. Enumerable.Range(0, floats).Select(i => i / 7f)]);
        section.Add("doubles", [double.Epsilon, -0.0, double.PositiveInfinity]);
        StateFile.Write(table);
        return table.Path;
    }

    /// <summary>With the checksum of what stands before it.</summary>
    private static byte[] Sealed(byte[] bytes)
    {
        Span<byte> place = bytes.AsSpan(bytes.Length - StateFile.ChecksumBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(place, ~StateWriter
            .Append(StateWriter.NoChecksum, bytes.AsSpan(0, bytes.Length - StateFile.ChecksumBytes)));
        return bytes;
    }
}
