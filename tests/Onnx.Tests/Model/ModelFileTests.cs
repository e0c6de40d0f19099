using NetCompiler.Runtime.Tests;

namespace NetCompiler.Onnx.Tests.Model;

/// <summary>Files of models: what is written is read, and what is damaged is refused with the byte, whatever it claims.</summary>
public sealed class ModelFileTests
{
    /// <summary>What the objects of a small file may take: more would be memory that it only promised.</summary>
    private const long MemoryLimit = 4 << 20;

    private const string Sizes = "expected sizes from 0 whose product is at most 2147483647, but the shape of the tensor '' is ";

    private static readonly OnnxModel Everything = Make();

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] bytes = Models.Bytes(Everything);
        var read = OnnxModel.Read(bytes);
        Assert.Equal(bytes, Models.Bytes(read));
        Assert.Equal(("tests", 8L, 17L), (read.Producer, read.IrVersion, read.Opsets[""]));
        OnnxNode node = read.Graph.Nodes[0];
        Assert.Equal(["x", "", "w"], node.Inputs);
        Assert.Equal([1.5f, -2f], node.Attributes.Single(a => a.Name == "floats").Floats);
        Assert.Equal([3L, -1L], node.Attributes.Single(a => a.Name == "ints").Ints);
        Assert.Equal("same"u8.ToArray(), node.Attributes.Single(a => a.Name == "text").Text.ToArray());
        Assert.Equal("inner", node.Attributes.Single(a => a.Name == "graph").Graph!.Name);
        Assert.Equal(["batch", "3", "?"], read.Graph.Inputs[0].Shape!.Select(axis => axis.ToString()));
        Assert.Equal(Everything.Graph.Initializers[0].Data.ToArray(), read.Graph.Initializers[0].Data.ToArray());
    }

    [Fact]
    public void A_file_is_replaced_whole()
    {
        using var folder = new TemporaryFolder();
        Everything.Save(folder["model.onnx"]);
        Assert.Equal(Models.Bytes(Everything), Models.Bytes(OnnxModel.Load(folder["model.onnx"])));
        Assert.Equal(["model.onnx"], folder.FileNames);
    }

    /// <summary>Every way in which a file may write the elements: packed, one by one, and as numbers.</summary>
    [Theory]
    [InlineData("08 02 10 01 22 08 0000803f 00000040", "0000803f00000040")]
    [InlineData("08 02 10 01 25 0000803f 25 00000040", "0000803f00000040")]
    [InlineData("08 02 10 07 3a 02 05 06", "05000000000000000600000000000000")]
    [InlineData("08 01 10 07 38 ffffffffffffffffff01", "ffffffffffffffff")]
    [InlineData("08 02 10 0a 2a 06 80f80180f801", "007c007c")]
    [InlineData("08 03 10 09 2a 03 010001", "010001")]
    [InlineData("08 01 10 0b 52 08 000000000000f03f", "000000000000f03f")]
    [InlineData("08 03 10 15 2a 02 2103", "2103")]
    public void Elements_are_read_however_they_are_written(string tensor, string expected)
    {
        byte[] inner = Convert.FromHexString(tensor.Replace(" ", ""));
        byte[] graph = [0x2a, (byte)inner.Length, .. inner];
        var model = OnnxModel.Read((byte[])[0x3a, (byte)graph.Length, .. graph]);
        Assert.Equal(expected, Convert.ToHexString(model.Graph.Initializers[0].Data.Span), ignoreCase: true);
    }

    [Theory]
    [InlineData("", "byte 0: expected an ONNX model with a graph, but found none.")]
    [InlineData("3a05", "byte 1: expected at most 0 bytes, which the message has left, but the length is 5.")]
    [InlineData("3b", "byte 0: expected a field of wire type 0, 1, 2 or 5, but found 3.")]
    [InlineData("02", "byte 0: expected a field's number from 1 to 536870911, but found 0.")]
    [InlineData("08ffffffffffffffffffff01", "byte 1: expected a number of at most 10 bytes.")]
    [InlineData("08ff", "byte 1: expected a number, but the message ends at byte 2.")]
    [InlineData("1202ff00", "byte 1: expected a text in UTF-8.")]
    [InlineData("3800", "byte 1: expected field 7 to have wire type 2, but it has 0.")]
    [InlineData("3a003a00", "byte 3: expected one graph, but found a second one.")]
    [InlineData("3a0a2a0808ffffffff0f1001", "byte 4: " + Sizes + "[4294967295].")]
    [InlineData("3a0f2a0d08ffffffffffffffffff011001", "byte 4: " + Sizes + "[-1].")]
    [InlineData("3a082a0608c0843d1001", "byte 4: expected 4000000 bytes for the shape [1000000] of the tensor '' of Float, but found 0.")]
    [InlineData("3a042a020801", "byte 4: expected a type of elements, but the tensor '' has none.")]
    [InlineData("3a042a021063", "byte 5: expected a type of elements from 0 to 22, but found 99.")]
    public void What_is_wrong_is_said_with_its_byte(string bytes, string message)
    {
        byte[] file = Convert.FromHexString(bytes);
        ModelFileException exception = Assert.Throws<ModelFileException>(() => OnnxModel.Read(file));
        Assert.Equal("(bytes), " + message, exception.Message);
    }

    [Fact]
    public void A_file_that_ends_anywhere_is_refused_or_read()
    {
        byte[] bytes = Models.Bytes(Everything);
        for (int length = 0; length < bytes.Length; length++)
        {
            Read(bytes[..length]);
        }
    }

    /// <summary>A hundred thousand of them where <c>NETCOMPILER_ONNX_MUTATIONS</c> says so.</summary>
    [Fact]
    public void A_mutated_file_is_refused_or_read()
    {
        string? wanted = Environment.GetEnvironmentVariable("NETCOMPILER_ONNX_MUTATIONS");
        int count = wanted is null ? 3000 : int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture);
        byte[] bytes = Models.Bytes(Everything);
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            Read(Mutation.Of(bytes, random));
        }
    }

    [Fact]
    public void Messages_without_end_are_refused()
    {
        byte[] nodes = [.. Enumerable.Repeat<byte[]>([0x0a, 0x00], 100_000).SelectMany(node => node)];
        byte[] file = [0x3a, .. Varint(nodes.Length), .. nodes];
        Assert.Contains("expected messages of at least 4 bytes", Assert.Throws<ModelFileException>(() => OnnxModel.Read(file)).Message);

        byte[] deep = [];
        for (int i = 0; i < 100; i++)
        {
            // A graph in an attribute of a node of a graph.
            byte[] attribute = [0x32, .. Varint(deep.Length), .. deep];
            byte[] node = [0x2a, .. Varint(attribute.Length), .. attribute];
            deep = [0x0a, .. Varint(node.Length), .. node];
        }

        byte[] nested = [0x3a, .. Varint(deep.Length), .. deep];
        Assert.Contains("to a depth of at most 64", Assert.Throws<ModelFileException>(() => OnnxModel.Read(nested)).Message);
    }

    private static byte[] Varint(int value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    private static void Read(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = OnnxModel.Read(bytes);
        }
        catch (ModelFileException exception)
        {
            Assert.InRange(exception.Offset!.Value, 0, bytes.Length);
            Assert.InRange(exception.Message.Length, 1, 3100);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
    }

    private static OnnxModel Make()
    {
        OnnxGraph inner = new("inner", [Models.Node("Identity", "w", "y")], [], [new OnnxValueInfo("y", OnnxElementType.Int64, [])]);
        OnnxNode node = Models.Node("Conv", "x - w", "z", OnnxAttribute.Of("floats", 1.5f, -2f), OnnxAttribute.Of("ints", 3L, -1L),
            OnnxAttribute.Of("text", "same"), OnnxAttribute.Of("graph", inner), OnnxAttribute.Of("float", 0.5f), OnnxAttribute.Of("int", 0L),
            OnnxAttribute.Of("tensor", OnnxTensor.Of("", [2], 7L, 8L)));
        var texts = new OnnxTensor("texts", OnnxElementType.String, [2], default) { Texts = ["a"u8.ToArray(), ""u8.ToArray()] };
        OnnxModel model = Models.Of([node], [Models.Input("x", "batch", 3, new OnnxDimension(null))], ["z"],
            [Models.Random("w", 1, 40, 40), texts, OnnxTensor.Of("empty", [0], Array.Empty<float>())]);
        return model with { Metadata = new Dictionary<string, string> { ["key"] = "value" } };
    }
}
