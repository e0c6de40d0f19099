using NetCompiler.Onnx.Tests.Model;

namespace NetCompiler.Onnx.Tests.Import;

/// <summary>Models that nobody means well with: each is refused with the node and a reason, or imported; nothing crashes, hangs or eats
/// memory.</summary>
public sealed class HostileModelTests
{
    /// <summary>What importing a model of some kilobytes may allocate: constants that are made from nothing have a limit of their own.</summary>
    private const long MemoryLimit = 1 << 30;

    [Fact]
    public void A_cycle_is_refused() => AssertRefused("reads 'b', which nothing before it gives",
        Models.Of([Models.Node("Add", "x b", "a"), Models.Node("Relu", "a", "b"), Models.Node("Relu", "b", "y")], [Input], ["y"]));

    [Fact]
    public void What_nobody_gives_is_refused()
    {
        AssertRefused("which nothing before it gives", Models.Of([Models.Node("Relu", "z", "y")], [Input], ["y"]));
        AssertRefused("nothing gives this output", Models.Of([Models.Node("Relu", "x", "y")], [Input], ["z"]));
    }

    [Fact]
    public void Names_that_are_given_twice_are_refused()
    {
        AssertRefused("'y' is given twice", Models.Of([Models.Node("Relu", "x", "y"), Models.Node("Tanh", "x", "y")], [Input], ["y"]));
        AssertRefused("something else has the same name",
            Models.Of([Models.Node("Add", "x w", "y")], [Input], ["y"], [Models.Random("w", 1, 4), Models.Random("w", 2, 4)]));
        AssertRefused("something else has the same name", Models.Of([Models.Node("Relu", "x", "y")], [Input, Input], ["y"]));
    }

    /// <summary>Whatever a model calls itself and its parts, the class is C# and its comments end where they should.</summary>
    [Fact]
    public void Names_are_only_names()
    {
        OnnxModel model = Models.Of([new("Gemm", ["x y\n", "w"], ["class"]) { Name = "/*\u2028evil" }], [Models.Input("x y\n", "N", 4)], ["class"],
            [Models.Random("w", 1, 4, 4)])
            with { Producer = "evil\nclass Evil {}", ProducerVersion = "</summary>\u2029" };
        OnnxImport import = OnnxImporter.Import(model with { Graph = model.Graph with { Name = "</summary>\nclass Evil {}" } });
        Assert.True(import.IsComplete);
        Assert.DoesNotContain(import.Source.Split('\n'), line => line.TrimStart().StartsWith("class Evil", StringComparison.Ordinal));
        Assert.Contains("/// <summary>&lt;/summary&gt; class Evil {}.</summary>", import.Source);
        Assert.Contains("Tensor xY", import.Source);
    }

    [Theory]
    [InlineData("Reshape", "[N, 4] cannot become", 5L, 7L)]
    [InlineData("Reshape", "is no shape", -1L, -1L)]
    [InlineData("Reshape", "is no shape", -5L, 4L)]
    [InlineData("Reshape", "do not fit it", 9223372036854775807L, 9223372036854775807L)]
    [InlineData("Expand", "cannot be", 9223372036854775807L, 9223372036854775807L)]
    [InlineData("Expand", "cannot be", -3L, -3L)]
    [InlineData("Tile", "copies", 1L, 9223372036854775807L)]
    [InlineData("Pad", "", 0L, 0L, 0L, 9223372036854775807L)]
    [InlineData("Pad", "", 0L, -5L, 0L, 0L)]
    public void Shapes_that_cannot_be_are_refused(string operation, string reason, params long[] numbers) => AssertRefused(reason,
        Models.Of([Models.Node(operation, "x shape", "y")], [Input], ["y"], [OnnxTensor.Of("shape", [numbers.Length], numbers)]));

    /// <summary>What a sample gives may not depend on the others.</summary>
    [Fact]
    public void Work_across_the_batch_is_refused()
    {
        OnnxTensor rows = OnnxTensor.Of("rows", [2], -1L, 2), four = OnnxTensor.Of("four", [2], 4L, -1);
        AssertRefused("it works across the samples of a batch", Models.Of(
            [Models.Node("Reshape", "x rows", "r"), Models.Node("ReduceMax", "r", "y", OnnxAttribute.Of("axes", [0L]))], [Input], ["y"], [rows]));
        AssertRefused("it mixes the batch with other axes", Models.Of([Models.Node("Reshape", "x four", "y")], [Input], ["y"], [four]));
        AssertRefused("it works across the samples of a batch", Models.Of(
            [Models.Node("Softmax", "x", "y", OnnxAttribute.Of("axis", 0L))], [Input], ["y"]));
    }

    /// <summary>Constants that a few bytes ask for are made as far as they are needed, and no further.</summary>
    [Fact]
    public void A_bomb_of_constants_is_refused()
    {
        var size = OnnxTensor.Of("size", [2], 2_000_000_000L, 1000);
        AssertRefused("", Models.Of([Models.Node("ConstantOfShape", "size", "c"), Models.Node("NonZero", "c", "n"), Models.Node("Add", "x n", "y")],
            [Input], ["y"], [size]));
        AssertRefused("a range of", Models.Of([Models.Node("Range", "from to step", "c"), Models.Node("Add", "x c", "y")], [Input], ["y"],
            [OnnxTensor.Of("from", [], 0L), OnnxTensor.Of("to", [], long.MaxValue), OnnxTensor.Of("step", [], 1L)]));
        AssertRefused("", Models.Of([Models.Node("Constant", "", "c"), Models.Node("Add", "x c", "y")], [Input], ["y"]));
    }

    /// <summary>A hundred thousand of them where <c>NETCOMPILER_ONNX_MUTATIONS</c> says so.</summary>
    [Fact]
    public void A_mutated_model_is_refused_or_imported()
    {
        string? wanted = Environment.GetEnvironmentVariable("NETCOMPILER_ONNX_MUTATIONS");
        int count = wanted is null ? 2000 : int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture);
        byte[][] files = [.. ImportedModelTests.Networks.Select(network => Models.Bytes(network.Model))];
        var random = new Random(2);
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = Mutation.Of(files[i % files.Length], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                OnnxImport import = OnnxImporter.Import(OnnxModel.Read(bytes));
                Assert.Equal(import.IsComplete, import.Source.Length > 0);
                Assert.All(import.Refusals, refusal => Assert.InRange(refusal.ToString().Length, 3, 2000));
            }
            catch (ModelFileException)
            {
                // Refused while it was read.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        }
    }

    private static OnnxValueInfo Input => Models.Input("x", "N", 4);

    private static void AssertRefused(string reason, OnnxModel model)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        OnnxImport import = OnnxImporter.Import(model);
        Assert.False(import.IsComplete);
        Assert.Equal(("", 0), (import.Source, import.Weights.Count));
        Assert.Contains(import.Refusals, refusal => refusal.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
    }
}
