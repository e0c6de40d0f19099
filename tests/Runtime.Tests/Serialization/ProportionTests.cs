using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace NetCompiler.Runtime.Tests.Serialization;

/// <summary>What it costs to read a file, or to refuse it, stays in proportion to its length; and what is said of it can be read.</summary>
public sealed class ProportionTests : IDisposable
{
    /// <summary>As for the fuzzers.</summary>
    private const long AllowedBytes = 64 << 20, AllowedRatio = 8;

    private const int LongestMessage = 4000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_shape_of_millions_of_ones_is_refused() => AssertRefused(
        Header($"{{\"x\":{{\"dtype\":\"F32\",\"shape\":[{Repeated("1,", 4_000_000)}1],\"data_offsets\":[0,4]}}}}", data: 4), path =>
            SafeTensors.Read(path));

    [Fact]
    public void Offsets_of_millions_of_numbers_are_refused() => AssertRefused(
        Header($"{{\"x\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[{Repeated("0,", 4_000_000)}4]}}}}", data: 4), path =>
            SafeTensors.Read(path));

    [Fact]
    public void Too_many_empty_tensors_are_refused() => AssertRefused(Header(Tensors(200_000), data: 0), path => SafeTensors.Read(path));

    [Fact]
    public void Many_empty_tensors_cost_what_they_should()
    {
        string path = Header(Tensors(100_000), data: 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(100_000, SafeTensors.Read(path).Count);
        AssertAllocated(path, before);
    }

    [Fact]
    public void Too_much_metadata_is_refused() => AssertRefused(
        Header($"{{\"__metadata__\":{{{string.Join(',', Enumerable.Range(0, 500_000).Select(i => $"\"{i}\":\"\""))}}}}}", data: 0), path =>
            SafeTensors.ReadMetadata(path));

    /// <summary>A number of millions of digits is neither a size nor worth repeating.</summary>
    [Fact]
    public void A_number_of_millions_of_digits_is_refused() => AssertRefused(
        Header($"{{\"x\":{{\"dtype\":\"F32\",\"shape\":[{Repeated("9", 4_000_000)}],\"data_offsets\":[0,4]}}}}", data: 4), path =>
            SafeTensors.Read(path));

    [Theory]
    [InlineData(",")]
    [InlineData("\"\",")]
    public void A_line_of_millions_of_fields_is_refused(string field) => AssertRefused(
        _folder.Write("fields.csv", Repeated(field, 6_000_000)), path => Dataset.FromCsv(path, new CsvOptions { HasHeader = false }));

    [Fact]
    public void Tens_of_thousands_of_target_columns_are_found_in_no_time()
    {
        string[] names = [.. Enumerable.Range(0, 100_000).Select(i => $"c{i}")];
        string path = _folder.Write("wide.csv", $"{string.Join(',', names)}\n{string.Join(',', names.Select(_ => "1"))}\n");
        var time = Stopwatch.StartNew();
        Dataset data = Dataset.FromCsv(path, new CsvOptions { TargetColumns = names[50_000..] });
        Assert.Equal((50_000, 50_000), (data.InputFloats, data.TargetFloats));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), time.Elapsed.ToString());

        // Nor does a mistake among them make a message of them all.
        ArgumentException e = Assert.Throws<ArgumentException>(() =>
            Dataset.FromCsv(path, new CsvOptions { TargetColumns = [.. names[50_000..], "nowhere"] }));
        Assert.Contains("'nowhere'; its 100000 columns are c0, c1,", e.Message, StringComparison.Ordinal);
        Assert.Contains("and 99992 more", e.Message, StringComparison.Ordinal);
        Assert.True(Assert.Throws<ArgumentException>(() =>
            Dataset.FromCsv(path, new CsvOptions { TargetColumns = [.. names, "c0"] })).Message.Length < LongestMessage);
    }

    [Fact]
    public void Tens_of_thousands_of_classes_are_found_in_no_time_and_not_all_listed()
    {
        string[] names = [.. Enumerable.Range(0, 50_000).Select(i => $"class {i}")];
        string path = _folder.Write("classes.csv", "x,y\n" + string.Concat(names.Select(name => $"0,{name}\n")));
        var time = Stopwatch.StartNew();
        Dataset data = Dataset.FromCsv(path, new CsvOptions { ClassNames = names });
        Assert.Equal(49_999, data.Targets(49_999, 1)[0]);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), time.Elapsed.ToString());
        string message = Assert.Throws<ModelFileException>(() => Dataset.FromCsv(path, new CsvOptions { ClassNames = names[1..] })).Message;
        Assert.True(message.Length < LongestMessage);
        Assert.Contains("and 49991 more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_table_costs_what_it_should()
    {
        string path = _folder.Write("table.csv", "x,y,t\n" + Repeated("0,1,2\n", 3_000_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(3_000_000, Dataset.FromCsv(path).Count);
        AssertAllocated(path, before);
    }

    [Fact]
    public void A_state_that_counts_more_values_than_any_is_refused()
    {
        var table = new StateTable(_folder["state"]);
        table.Add("x", new long[1]);
        StateFile.Write(table);
        byte[] bytes = File.ReadAllBytes(table.Path);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), uint.MaxValue);
        AssertRefused(_folder.Write("state", bytes), path => StateFile.Read(path));
    }

    [Fact]
    public void An_archive_of_too_many_arrays_is_refused()
    {
        // Entries of 46 bytes that all name the same place.
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.ASCII, leaveOpen: true))
        {
            const int Entries = 60_000;
            for (int i = 0; i < Entries; i++)
            {
                writer.Write(ZipDirectory.EntrySignature);
                writer.Write(new byte[42]);
            }

            writer.Write(ZipDirectory.EndSignature);
            writer.Write(0);
            writer.Write((ushort)Entries);
            writer.Write((ushort)Entries);
            writer.Write(46 * Entries);
            writer.Write(0);
            writer.Write((ushort)0);
        }

        AssertRefused(_folder.Write("a.npz", bytes.ToArray()), path => NpzFile.Read(path));
    }

    /// <summary>Everything that does not fit, in words that can be read.</summary>
    [Fact]
    public void A_file_of_other_tensors_is_told_of_briefly()
    {
        string path = _folder["other"];
        SafeTensors.Write(path, [.. Enumerable.Range(0, 5000).Select(i => new TensorData($"layer{i}/{new string('k', 70)}", [0], []))]);
        var network = new NetCompiler.Endurance.EqualWeights();
        string message = AssertRefused(path, path => network.LoadWeights(path));
        Assert.Contains("'first/kernel' (16384) is missing; 'second/kernel' (16384) is missing; ", message, StringComparison.Ordinal);
        Assert.Contains("and 4986 more", message, StringComparison.Ordinal);
        Assert.Equal(5002, network.InspectWeights(path).Entries.Count);
    }

    [Fact]
    public void Whatever_is_said_has_a_length()
    {
        string message = new ModelFileException("file", 3, new string('x', 1_000_000)).Message;
        Assert.True(message.Length < LongestMessage);
        Assert.EndsWith("... (997000 more characters)", message, StringComparison.Ordinal);
    }

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Tensors(int count) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i:x}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}"))}}}";

    private string Header(string text, int data)
    {
        byte[] header = Encoding.UTF8.GetBytes(text);
        byte[] file = [.. new byte[8], .. header, .. new byte[data]];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        return _folder.Write("header", file);
    }

    private static string AssertRefused(string path, Action<string> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<ModelFileException>(() => read(path)).Message;
        AssertAllocated(path, before);
        Assert.True(message.Length < LongestMessage, message[..Math.Min(message.Length, 200)]);
        return message;
    }

    private static void AssertAllocated(string path, long before)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before, allowed = AllowedBytes + (AllowedRatio * new FileInfo(path).Length);
        Assert.True(allocated <= allowed, $"{allocated} bytes for a file of {new FileInfo(path).Length}; allowed are {allowed}.");
    }
}
