using System.Buffers.Binary;
using System.IO.Compression;

namespace NetCompiler.Runtime.Tests.Serialization;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_back_what_it_wrote_in_its_order(bool compress)
    {
        TensorData[] tensors = [new("fc/kernel", [2, 2], [1, -2, float.NaN, 4]), new("0.bias", [], [5]), new("a", [0, 3], []),
            new("\u4e2d", [1], [6])];
        NpzFile.Write(folder["x.npz"], tensors, compress);
        IReadOnlyList<TensorData> read = NpzFile.Read(folder["x.npz"]);
        Assert.Equal(tensors.Select(t => t.Name), read.Select(t => t.Name));
        Assert.Equal(tensors.SelectMany(t => t.Shape), read.SelectMany(t => t.Shape));
        Assert.Equal(tensors.SelectMany(t => t.Values), read.SelectMany(t => t.Values));
    }

    [Fact]
    public void Writes_the_same_bytes_each_time()
    {
        TensorData[] tensors = [new("a", [2], [1, 2])];
        NpzFile.Write(folder["x.npz"], tensors);
        NpzFile.Write(folder["y.npz"], tensors);
        Assert.Equal(File.ReadAllBytes(folder["x.npz"]), File.ReadAllBytes(folder["y.npz"]));
    }

    [Fact]
    public void Reads_an_archive_of_NumPy()
    {
        Dictionary<string, TensorData> read = NpzFile.Read(folder.Write("x.npz", NumpyFiles.Archive)).ToDictionary(t => t.Name);
        Assert.Equal(["fc1/kernel", "b", "s", "e", "flags"], read.Keys);
        Assert.Equal([0, 1, 2, 3, 4, 5f], read["fc1/kernel"].Values);
        Assert.Equal([3, 2], read["b"].Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6f], read["b"].Values);
        Assert.Equal([2.5f], read["s"].Values);
        Assert.Equal([0, 4], read["e"].Shape);
        Assert.Equal([1, 0f], read["flags"].Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_frameworks_reader_of_archives_reads_it(bool compress)
    {
        TensorData tensor = new("layer/\u00e4", [50, 40], [.. Enumerable.Range(0, 2000).Select(i => (float)(i % 5))]);
        NpzFile.Write(folder["x.npz"], [tensor, new("b", [], [1])], compress);
        NpyFile.Write(folder["x.npy"], tensor);
        using ZipArchive archive = ZipFile.OpenRead(folder["x.npz"]);
        Assert.Equal(["layer/\u00e4.npy", "b.npy"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(new DateTime(1980, 1, 1), archive.Entries[0].LastWriteTime.DateTime);
        using Stream stream = archive.Entries[0].Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        Assert.Equal(File.ReadAllBytes(folder["x.npy"]), content.ToArray());
        Assert.Equal(compress, archive.Entries[0].CompressedLength < archive.Entries[0].Length);
    }

    [Fact]
    public void Reads_sizes_of_64_bits()
    {
        byte[] whole = LargeZip(directoryBytes: null);
        Assert.Equal([1f, 2, 3, 4], NpzFile.Read(folder.Write("x.npz", whole))[0].Values);
        for (int length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length], "zip archive");
        }

        Refused(LargeZip(directoryBytes: ulong.MaxValue), "expected a directory");
        Refused(LargeZip(directoryBytes: 1), "expected a directory");
    }

    [Fact]
    public void Refuses_archives_that_contradict_themselves()
    {
        byte[] array = [.. NpyHeader.Write(NpyType.Single, [1]), 0, 0, 0, 0];
        byte[] whole = Zip(("a.npy", array));
        int directory = whole.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        Refused(With(whole, whole.Length - 22 + 8, 2), "a part of several");
        Refused(With(whole, directory + 10, 99), "its method is 99");
        Refused(With(whole, directory + 8, 1), "encrypted");
        Refused(With(whole, directory + 46, (byte)'b'), "expected the name 'b.npy'");
        Refused(With(whole, directory + 42, 1), "expected the header of 'a.npy'");
        Refused(With(whole, directory + 42 + 3, 0x7f), "expected 'a.npy' at byte 2130706432");
        Refused(With(whole, directory + 16, (byte)~whole[directory + 16]), "expected the checksum");
        Refused(With(whole, directory + 30, 1), "expected an entry");
    }

    [Fact]
    public void Refuses_an_archive_cut_at_any_byte()
    {
        byte[] whole = NumpyFiles.Archive;
        for (int length = 0; length < whole.Length; length += 3)
        {
            Refused(whole[..length], "zip archive");
        }
    }

    [Fact]
    public void Refuses_a_flipped_bit_of_the_values()
    {
        NpzFile.Write(folder["x.npz"], [new("a", [2], [1, 2])]);
        byte[] bytes = File.ReadAllBytes(folder["x.npz"]);
        int place = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 128, 63, 0, 0, 0, 64]);
        bytes[place] ^= 1;
        Refused(bytes, "damaged");
    }

    [Fact]
    public void Refuses_names_twice_and_other_files()
    {
        byte[] array = [.. NpyHeader.Write(NpyType.Single, [1]), 0, 0, 0, 0];
        Refused(Zip(("a.npy", array), ("a.npy", array)), "'a.npy' occurs again");
        Refused(Zip(("archive/data.pkl", array)), "found 'archive/data.pkl'");
        Refused(Zip(("a/", [])), "found 'a/'");
        Refused(Zip(("a.npy", [1, 2, 3])), "a.npy, byte 3: expected 5 more bytes");
        Refused(Zip(("a.npy", [.. array, 0])), "a.npy, byte 132: expected 4 bytes of elements");
    }

    [Fact]
    public void Refuses_an_array_of_objects() => Refused(
        Zip(("a.npy", [.. NpyHeader.Write(NpyType.Single, [1]).Select(b => b == (byte)'4' ? (byte)'O' : b), 0, 0, 0, 0])), "Python's objects");

    [Fact]
    public void Refuses_a_bomb_of_zeros_unless_asked_for()
    {
        NpzFile.Write(folder["bomb.npz"], [new("a", [4 << 20], new float[4 << 20])], compress: true);
        Assert.InRange(new FileInfo(folder["bomb.npz"]).Length, 1000, 50_000);
        ModelFileException e = DamagedFile.AssertRefused(folder["bomb.npz"], () => NpzFile.Read(folder["bomb.npz"]));
        Assert.Contains("but the array takes 16777216", e.Message, StringComparison.Ordinal);
        Assert.Equal(4 << 20, NpzFile.Read(folder["bomb.npz"], mostBytes: 16 << 20)[0].Values.Length);
    }

    [Fact]
    public void The_limit_counts_the_turning_of_a_column_major_array()
    {
        string path = folder.Write("x.npz", Zip(("a.npy", NumpyFiles.ColumnMajor)));
        Assert.Throws<ModelFileException>(() => NpzFile.Read(path, mostBytes: (2 * 24 * 4) - 1));
        Assert.Equal(24, NpzFile.Read(path, mostBytes: 2 * 24 * 4)[0].Values.Length);
    }

    [Fact]
    public void The_limit_counts_all_arrays()
    {
        TensorData[] tensors = [.. Enumerable.Range(0, 64).Select(i => new TensorData($"{i}", [1 << 16], new float[1 << 16]))];
        NpzFile.Write(folder["bomb.npz"], tensors, compress: true);
        ModelFileException e = Assert.Throws<ModelFileException>(() => NpzFile.Read(folder["bomb.npz"], mostBytes: (1 << 24) - 1));
        Assert.Contains("63.npy", e.Message, StringComparison.Ordinal);
        Assert.Equal(64, NpzFile.Read(folder["bomb.npz"], mostBytes: 1 << 24).Count);
    }

    [Fact]
    public void Refuses_entries_that_share_their_bytes()
    {
        byte[] array = [.. NpyHeader.Write(NpyType.Single, [256]), .. new byte[1024]];
        byte[] whole = Zip(("a.npy", array));
        int directory = whole.AsSpan().LastIndexOf("PK\u0001\u0002"u8), end = whole.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        byte[] again = whole[directory..end];
        again[46] = (byte)'b';
        byte[] ending = whole[end..];
        (ending[8], ending[10]) = (2, 2);
        ending[12] *= 2;
        Refused([.. whole[..end], .. again, .. ending], "expected 'b.npy' to lie in the file beside the others");
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        NpzFile.Write(folder["x.npz"], [new("a", [1], [1])]);
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder["x.npz"], [new("a", [1], [1]), new("a", [1], [1])]));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder["x.npz"], [new("a", [2], [1])]));
        Assert.Equal([1f], NpzFile.Read(folder["x.npz"])[0].Values);
        Assert.Equal(["x.npz"], folder.FileNames);
    }

    [Fact]
    public void The_checksum_is_that_of_zip() => Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));

    private static byte[] With(byte[] bytes, int place, byte value)
    {
        byte[] changed = [.. bytes];
        changed[place] = value;
        return changed;
    }

    /// <summary>An archive of 1 to 4 whose sizes and offsets stand where those of large archives do.</summary>
    private static byte[] LargeZip(ulong? directoryBytes)
    {
        float[] values = [1, 2, 3, 4];
        byte[] whole = Zip(("a.npy", [.. NpyHeader.Write(NpyType.Single, [4]), .. values.SelectMany(BitConverter.GetBytes)]));
        int directory = whole.AsSpan().LastIndexOf("PK\u0001\u0002"u8), end = whole.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        byte[] entry = whole[directory..end];
        byte[] extra = [1, 0, 24, 0, .. entry[24..28], 0, 0, 0, 0, .. entry[20..24], 0, 0, 0, 0, .. entry[42..46], 0, 0, 0, 0];
        entry.AsSpan(20, 8).Fill(255);
        entry.AsSpan(42, 4).Fill(255);
        entry[30] = (byte)extra.Length;
        var large = new byte[56];
        "PK\u0006\u0006"u8.CopyTo(large);
        large[24] = large[32] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(large.AsSpan(40), directoryBytes ?? (ulong)(entry.Length + extra.Length));
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(48), directory);
        byte[] locator = [.. "PK\u0006\u0007"u8, 0, 0, 0, 0, .. BitConverter.GetBytes((long)(directory + entry.Length + extra.Length)), 1, 0, 0, 0];
        byte[] ending = whole[end..];
        ending.AsSpan(8, 12).Fill(255);
        return [.. whole[..directory], .. entry, .. extra, .. large, .. locator, .. ending];
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private void Refused(byte[] bytes, string expected)
    {
        string path = folder.Write("damaged.npz", bytes);
        ModelFileException e = DamagedFile.AssertRefused(path, () => NpzFile.Read(path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
