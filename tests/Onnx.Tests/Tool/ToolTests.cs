using NetCompiler.Onnx.Tests.Model;
using NetCompiler.Runtime.Tests;
using NetCompiler.Tool;

namespace NetCompiler.Onnx.Tests.Tool;

/// <summary>The netcompiler command: what it writes, and how it says no.</summary>
public sealed class ToolTests
{
    private static readonly OnnxModel Small = Models.Of(
        [Models.Node("Gemm", "x w b", "h"), Models.Node("Relu", "h", "y")], [Models.Input("x", "batch", "width")], ["y"],
        [Models.Random("w", 1, 4, 3), Models.Random("b", 2, 3)]);

    private static readonly OnnxModel Impossible = Models.Of(
        [Models.Node("NonZero", "x", "n"), Models.Node("Relu", "x", "r"), Models.Node("Det", "r", "y")], [Models.Input("x", "batch", 3)],
            ["n", "y"]);

    [Fact]
    public void Import_writes_a_class_and_its_weights()
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder["small-net.onnx"]);
        (int code, string output, string error) = Run("import", folder["small-net.onnx"], "--dim", "width=4", "--namespace", "App", "--output",
            folder["out"]);
        Assert.Equal((0, ""), (code, error));
        string source = Path.Combine(folder["out"], "SmallNet.cs"), weights = Path.Combine(folder["out"], "SmallNet.safetensors");
        Assert.Equal($"{source}: x [4] to y [3]\n{weights}: 2 tensors with 15 numbers\n", output.ReplaceLineEndings("\n"));
        string text = File.ReadAllText(source);
        Assert.StartsWith("// Imported from small-net.onnx (SHA-256 ", text);
        Assert.Contains("namespace App;", text);
        Assert.Equal(["gemm_h/bias", "gemm_h/kernel"], SafeTensors.Read(weights).Select(tensor => tensor.Name));

        (code, _, error) = Run("import", folder["small-net.onnx"], "--dim", "width=4", "--output", folder["out"]);
        Assert.Equal((1, $"{source} is there already; --force replaces it.\n"), (code, error));
        (code, _, error) = Run("import", folder["small-net.onnx"], "--dim", "width=4", "--output", folder["out"], "--force");
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public void Import_lists_what_stands_against_it_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        Impossible.Save(folder["model.onnx"]);
        (int code, string output, string error) = Run("import", folder["model.onnx"], "--output", folder["out"]);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"""
            {folder["model.onnx"]} cannot be imported:
              NonZero_n (NonZero): this operation is not imported
              Det_y (Det): this operation is not imported

            """, error, ignoreLineEndingDifferences: true);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void What_is_free_or_wrong_is_said()
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder["model.onnx"]);
        Assert.Contains("x: the size of axis 1, 'width', is free: it needs a number", Run("import", folder["model.onnx"]).Error);
        Assert.Equal("Expected name=number for --dim, such as height=224, but got 'width'.\n",
            Run("import", folder["model.onnx"], "--dim", "width").Error);
        Assert.Contains("Expected a name of a class, but got 'a b'", Run("import", folder["model.onnx"], "--name", "a b").Error);
        Assert.Contains("absent.onnx", Run("import", folder["absent.onnx"]).Error);
        string damaged = folder.Write("damaged.onnx", 0x3a, 0x05);
        Assert.Equal($"{damaged}, byte 1: expected at most 0 bytes, which the message has left, but the length is 5.\n",
            Run("summary", damaged).Error);
        Assert.Equal(1, Run("import").Code);
        Assert.Equal(1, Run("export").Code);
    }

    [Fact]
    public void Verify_compares_with_ONNX_Runtime()
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder["small.onnx"]);
        (int code, string output, string error) = Run("verify", folder["small.onnx"], "--dim", "width=4");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("y [3]: largest difference ", output, StringComparison.Ordinal);
        Assert.Contains(" units in the last place", output, StringComparison.Ordinal);
        (code, _, error) = Run("verify", folder["small.onnx"], "--dim", "width=4", "--tolerance", "-1");
        Assert.Equal((1, $"{folder["small.onnx"]} and its class differ by more than -1 of the largest output.\n"), (code, error));
        Assert.Contains("at least one sample", Run("verify", folder["small.onnx"], "--dim", "width=4", "--samples", "0").Error);
        Impossible.Save(folder["impossible.onnx"]);
        Assert.Contains("NonZero_n (NonZero): this operation is not imported", Run("verify", folder["impossible.onnx"]).Error);
    }

    /// <summary>Images have their channels in other places there, and rows are looked up by whole numbers.</summary>
    [Theory, InlineData("Cnn"), InlineData("Attention"), InlineData("TwoEnds"), InlineData("Recurrent")]
    public void Verify_knows_where_numbers_stand(string name)
    {
        using var folder = new TemporaryFolder();
        Import.ImportedModelTests.Networks.Single(network => network.Name == name).Model.Save(folder["model.onnx"]);
        (int code, _, string error) = Run("verify", folder["model.onnx"]);
        Assert.Equal((0, ""), (code, error));
    }

    /// <summary>Channels of zeros that were traced with one sample, and a long border that mirrors.</summary>
    [Fact]
    public void Verify_finds_borders_and_traced_constants_right()
    {
        using var folder = new TemporaryFolder();
        Models.Of(
            [
                Models.Node("Conv", "x c", "a"), Models.Node("Concat", "a zeros table", "cat", OnnxAttribute.Of("axis", 1L)),
                Models.Node("Pad", "cat widths", "p", OnnxAttribute.Of("mode", "reflect")), Models.Node("Conv", "p d", "y"),
            ],
            [Models.Input("x", "batch", 2, 5, 14)], ["y"],
            [
                Models.Random("c", 1, 3, 2, 2, 2), OnnxTensor.Of("zeros", [1, 1, 4, 13], new float[52]), Models.Random("table", 4, 1, 1, 4, 13),
                OnnxTensor.Of("widths", [8], 0L, 0, 0, 10, 0, 0, 1, 9), Models.Random("d", 2, 3, 5, 2, 2),
            ]).Save(folder["model.onnx"]);
        (int code, _, string error) = Run("verify", folder["model.onnx"]);
        Assert.Equal((0, ""), (code, error));
    }

    /// <summary>A stream: what has been heard goes into the next piece, whose axes have no names, and the rate is given.</summary>
    [Fact]
    public void Verify_goes_on_with_states()
    {
        using var folder = new TemporaryFolder();
        OnnxDimension free = new(null);
        Models.Of(
            [
                Models.Node("Transpose", "x", "t", OnnxAttribute.Of("perm", 1L, 0, 2)), Models.Node("Div", "t rate", "scaled"),
                Models.Node("LSTM", "scaled w r b - h c", "all hn cn", OnnxAttribute.Of("hidden_size", 4L)),
                Models.Node("MatMul", "hn d", "last"), Models.Node("Squeeze", "last first", "y"),
            ],
            [
                Models.Input("x", free, free, 3), Models.Input("h", 1, free, 4), Models.Input("c", 1, free, 4), Models.Input("rate"),
            ],
            ["y", "hn", "cn"],
            [
                Models.Random("w", 1, 1, 16, 3), Models.Random("r", 2, 1, 16, 4), Models.Random("b", 3, 1, 32), OnnxTensor.Of("first", [1], 0L),
                Models.Random("d", 4, 4, 2),
            ]).Save(folder["stream.onnx"]);
        string[] stream = ["verify", folder["stream.onnx"], "--constant", "rate=0.5", "--dim", "x[1]=2", "--batch", "x[0],h[1],c[1]"];
        (int code, string output, string error) = Run([.. stream, "--feed", "hn=h", "--feed", "cn=c", "--samples", "5"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["y [2]", "hn [1, 4]", "cn [1, 4]"], output.TrimEnd().Split('\n').Select(line => line.Split(':')[0]));
        NpyFile.Write(folder["x.npy"], new TensorData("x", [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
        Assert.Equal(0, Run([.. stream, "--input", $"x={folder["x.npy"]}", "--range", "0.1"]).Code);
        Assert.Contains("'hn' has 4 numbers, but the input 'x' has 6", Run([.. stream, "--feed", "hn=x"]).Error);
        Assert.Contains("Expected two names with an equals sign between for --feed", Run([.. stream, "--feed", "hn"]).Error);
        Assert.Contains("Expected the name of an input", Run("import", folder["stream.onnx"], "--constant", "speed=1").Error);
        Assert.Contains("'x[1]', is free", Run("import", folder["stream.onnx"]).Error);
    }

    [Fact]
    public void Summary_says_what_is_in_a_model()
    {
        using var folder = new TemporaryFolder();
        Impossible.Save(folder["model.onnx"]);
        Assert.Equal("""
            graph: tests
            operations: ONNX 17
            inputs: x Float [batch, 3]
            outputs: n Float, y Float
            constants: 0 with 0 numbers
                 1 Det  not imported
                 1 NonZero  not imported
                 1 Relu

            """, Run("summary", folder["model.onnx"]).Output, ignoreLineEndingDifferences: true);
    }

    [Theory, InlineData("--help"), InlineData("import", "--help"), InlineData("verify", "--help"), InlineData("summary", "--help")]
    public void Help_is_there(params string[] arguments)
    {
        (int code, string output, string error) = Run(arguments);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Usage:", output);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = Commands.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString().ReplaceLineEndings("\n"));
    }
}
