using System.Text;
using NetCompiler.Runtime.Tests;

namespace NetCompiler.Onnx.Tests.Model;

/// <summary>Data beside a model is read, data elsewhere is not.</summary>
public sealed class ExternalDataTests
{
    [Fact]
    public void Data_beside_the_model_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("weights.bin", 9, 9, 9, 9, 0, 0, 0x80, 0x3f);
        var model = OnnxModel.Load(folder.Write("model.onnx", Model("weights.bin", "4", "4")));
        Assert.Equal([0, 0, 0x80, 0x3f], model.Graph.Initializers[0].Data.ToArray());
    }

    [Theory]
    [InlineData("../weights.bin", "0", "4", "expected the name of a file beside the model, but external data is at '../weights.bin'.")]
    [InlineData("/etc/passwd", "0", "4", "expected the name of a file beside the model, but external data is at '/etc/passwd'.")]
    [InlineData("a\\..\\b", "0", "4", "expected the name of a file beside the model, but external data is at 'a\\..\\b'.")]
    [InlineData("", "0", "4", "expected the name of a file beside the model, but external data is at ''.")]
    [InlineData("missing.bin", "0", "4", "expected the external data 'missing.bin' beside the model, but there is no such file.")]
    [InlineData("weights.bin", "5", "4", "expected 4 bytes of external data at byte 5, but its file has 8 bytes.")]
    [InlineData("weights.bin", "9223372036854775807", "4",
        "expected 4 bytes of external data at byte 9223372036854775807, but its file has 8 bytes.")]
    [InlineData("weights.bin", "0", "8", "expected 4 bytes of external data, but its length is 8.")]
    [InlineData("weights.bin", "-1", "4", "expected a number for the external data's offset, but found '-1'.")]
    public void Data_elsewhere_is_refused(string location, string offset, string length, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("weights.bin", new byte[8]);
        string path = folder.Write("model.onnx", Model(location, offset, length));
        ModelFileException exception = Assert.Throws<ModelFileException>(() => OnnxModel.Load(path));
        Assert.Equal($"{path}, byte 4: {message}", exception.Message);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_refused()
    {
        using TemporaryFolder folder = new(), other = new();
        File.CreateSymbolicLink(folder["weights.bin"], other.Write("weights.bin", new byte[8]));
        string path = folder.Write("model.onnx", Model("weights.bin", "0", "4"));
        Assert.Contains("but it is a link", Assert.Throws<ModelFileException>(() => OnnxModel.Load(path)).Message);
    }

    [Fact]
    public void A_model_in_memory_has_nothing_beside_it() =>
        Assert.Contains("is in another file", Assert.Throws<ModelFileException>(() => OnnxModel.Read(Model("weights.bin", "0", "4"))).Message);

    /// <summary>One tensor of one float, whose data is elsewhere.</summary>
    private static byte[] Model(string location, string offset, string length)
    {
        byte[] tensor = [0x08, 1, 0x10, 1, .. Pair("location", location), .. Pair("offset", offset), .. Pair("length", length), 0x70, 1];
        byte[] graph = [0x2a, .. Sized(tensor)];
        return [0x3a, .. Sized(graph)];
    }

    private static byte[] Pair(string key, string value) =>
        [0x6a, .. Sized([0x0a, .. Sized(Encoding.UTF8.GetBytes(key)), 0x12, .. Sized(Encoding.UTF8.GetBytes(value))])];

    private static byte[] Sized(byte[] bytes) => [(byte)bytes.Length, .. bytes];
}
