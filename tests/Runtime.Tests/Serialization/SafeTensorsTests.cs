using System.Buffers.Binary;
using System.Text;
using NetCompiler.Tests.Shared;
using Xunit.Abstractions;

namespace NetCompiler.Runtime.Tests.Serialization;

public sealed class SafeTensorsTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        TensorData[] tensors =
        [
            new("dense/kernel", [2, 3], [1, -2, float.NaN, float.PositiveInfinity, -0f, float.Epsilon]),
            new("dense/bias", [3], [0.1f, 0.2f, 0.3f]),
            new("scalar", [], [5]),
            new("empty", [0, 7], []),
            new("\u00e4\"\\\n\u4e2d", [1], [6]),
        ];
        SafeTensors.Write(folder["file"], tensors, new Dictionary<string, string> { ["format"] = "keras", ["note"] = "a \"b\"" });

        IReadOnlyList<TensorData> read = SafeTensors.Read(folder["file"]);
        Assert.Equal(tensors.Select(t => t.Name).Order(StringComparer.Ordinal), read.Select(t => t.Name).Order(StringComparer.Ordinal));
        foreach (TensorData tensor in tensors)
        {
            TensorData same = read.Single(t => t.Name == tensor.Name);
            Assert.Equal(tensor.Shape, same.Shape);
            Assert.Equal(tensor.Values.Select(BitConverter.SingleToInt32Bits), same.Values.Select(BitConverter.SingleToInt32Bits));
        }

        IReadOnlyDictionary<string, string> metadata = SafeTensors.ReadMetadata(folder["file"]);
        Assert.Equal(("keras", "a \"b\""), (metadata["format"], metadata["note"]));
        Assert.Equal(["file"], folder.FileNames);
    }

    [Fact]
    public void Writes_the_layout_of_the_format()
    {
        SafeTensors.Write(folder["file"], [new("b", [1], [2]), new("a", [2], [1, 3])]);
        byte[] bytes = File.ReadAllBytes(folder["file"]);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        string header = Encoding.UTF8.GetString(bytes, 8, length);
        Assert.Equal(
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", header.TrimEnd(' '));
        Assert.Equal([0, 0, 128, 63, 0, 0, 64, 64, 0, 0, 0, 64], bytes[(8 + length)..]);
    }

    [Fact]
    public void Writes_nothing_but_a_header_for_no_tensors()
    {
        SafeTensors.Write(folder["file"], []);
        Assert.Empty(SafeTensors.Read(folder["file"]));
    }

    [Theory]
    [InlineData("F16", "003C00C0", new[] { 1f, -2f })]
    [InlineData("BF16", "803F00C0", new[] { 1f, -2f })]
    [InlineData("F64", "000000000000F03F00000000000000C0", new[] { 1f, -2f })]
    [InlineData("I64", "0100000000000000FEFFFFFFFFFFFFFF", new[] { 1f, -2f })]
    [InlineData("U64", "0100000000000000FFFFFFFFFFFFFFFF", new[] { 1f, 18446744073709551615f })]
    [InlineData("I32", "01000000FEFFFFFF", new[] { 1f, -2f })]
    [InlineData("U32", "01000000FEFFFFFF", new[] { 1f, 4294967294f })]
    [InlineData("I16", "0100FEFF", new[] { 1f, -2f })]
    [InlineData("U16", "0100FEFF", new[] { 1f, 65534f })]
    [InlineData("I8", "01FE", new[] { 1f, -2f })]
    [InlineData("U8", "01FE", new[] { 1f, 254f })]
    [InlineData("BOOL", "0100", new[] { 1f, 0f })]
    public void Converts_other_numeric_types(string type, string hex, float[] expected)
    {
        byte[] data = Convert.FromHexString(hex);
        string path = folder.Write("file", SafeTensorsBytes.Of("{" + SafeTensorsBytes.Entry("x", type, "[2]", $"[0,{data.Length}]") + "}", data));
        Assert.Equal(expected, SafeTensors.Read(path)[0].Values);
    }

    [Fact]
    public void Reads_large_tensors_piece_by_piece()
    {
        float[] half = [.. Enumerable.Range(0, 20_000).Select(i => (float)i)];
        byte[] data = new byte[2 * half.Length];
        for (int i = 0; i < half.Length; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(2 * i), (Half)(i % 2048));
        }

        string path = folder.Write("file", SafeTensorsBytes.Of("{" + SafeTensorsBytes.Entry("x", "F16", "[20000]", $"[0,{data.Length}]") + "}",
            data));
        Assert.Equal(half.Select(x => x % 2048), SafeTensors.Read(path)[0].Values);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        SafeTensors.Write(folder["file"], [new("old", [1], [1])]);
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(folder["file"], [new("x", [2], [1])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(folder["file"], [new("x", [1], [1]), new("x", [1], [1])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(folder["file"], [new("__metadata__", [1], [1])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(folder["file"], [new("x", [-1, -1], [1])]));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["file"], stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", SafeTensors.Read(folder["file"])[0].Name);
        Assert.Equal(["file"], folder.FileNames);
    }

    [Fact]
    public void Reads_the_recorded_references()
    {
        string? golden = Repository.Shared("golden");
        if (golden is null)
        {
            output.WriteLine("Skipped: ../shared/golden is not there.");
            return;
        }

        foreach (string path in Directory.EnumerateFiles(golden, "*.safetensors", SearchOption.AllDirectories))
        {
            IReadOnlyList<TensorData> tensors = SafeTensors.Read(path);
            Assert.NotEmpty(tensors);
            Assert.All(tensors, tensor => Assert.Equal(tensor.Shape.Aggregate(1, (a, b) => a * b), tensor.Values.Length));
        }
    }
}
