using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Lowering.Contractions;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Lowering.Contractions;

/// <summary>Dense layers and convolutions with their gradients, as the layouts have them, against the interpreter of flat nests.</summary>
public class ContractionTests
{
    private const int N = TensorGraph.Batch;

    public static TheoryData<int, int> DenseSizes => new()
    {
        { 1, 1 }, { 3, 8 }, { 7, 10 }, { 16, 16 }, { 17, 17 }, { 20, 33 }, { 33, 64 }, { 9, 130 },
    };

    [Theory]
    [MemberData(nameof(DenseSizes))]
    public void Dense(int inputs, int outputs)
    {
        (Tensor x, Tensor w, Tensor y) = (new Tensor(N, inputs), new Tensor(inputs, outputs) { IsWeight = true }, new Tensor(N, outputs));
        var bias = new Tensor(outputs) { IsWeight = true };
        (Axis n, Axis o, Axis k) = (new Axis("n", N), new Axis("o", outputs), new Axis("k", inputs));
        var forward = new ContractionCase([n, o, k], y, [0, 1], (x, [0, 2]), (w, [2, 1]));
        forward.Check();
        forward.WithBias(bias, 1).Check();
        new ContractionCase([n, o, k], w, [2, 1], (x, [0, 2]), (y, [0, 1])) { Accumulate = true }.Check();
        new ContractionCase([n, o, k], x, [0, 2], (y, [0, 1]), (w with { PanelDimension = 0 }, [2, 1])).Check();
    }

    public static TheoryData<int, int, int, int, int, int> ConvolutionSizes => new()
    {
        // height, width, channels, kernel, filters, stride
        { 5, 5, 1, 3, 32, 1 }, { 6, 9, 3, 3, 8, 1 }, { 7, 5, 16, 3, 20, 1 }, { 5, 8, 8, 3, 40, 1 }, { 9, 8, 5, 2, 16, 2 }, { 9, 9, 8, 3, 10, 2 },
            { 3, 4, 32, 1, 40, 1 },
    };

    [Theory]
    [MemberData(nameof(ConvolutionSizes))]
    public void Convolution(int height, int width, int channels, int kernel, int filters, int stride)
    {
        (int rows, int columns) = (((height - kernel) / stride) + 1, ((width - kernel) / stride) + 1);
        var x = new Tensor(N, height, width, channels);
        var w = new Tensor(kernel, kernel, channels, filters) { IsWeight = true };
        var y = new Tensor(N, rows, columns, filters);
        Axis[] box =
        [
            new("n", N), new("y", rows), new("x", columns), new("o", filters), new("p", kernel), new("q", kernel), new("c", channels),
        ];
        Affine[] input = [Affine.Of(0), Affine.Of(1, stride) + Affine.Of(4), Affine.Of(2, stride) + Affine.Of(5), Affine.Of(6)];
        Affine[] output = [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)];
        Affine[] weights = [Affine.Of(4), Affine.Of(5), Affine.Of(6), Affine.Of(3)];
        new ContractionCase(box, y, output, (x, input), (w, weights)).Check();
        new ContractionCase(box, y, output, (x, input), (w, weights)).WithBias(new Tensor(filters) { IsWeight = true }, 3).Check();
        new ContractionCase(box, w, weights, (x, input), (y, output)) { Accumulate = true }.Check();
        new ContractionCase(box, x, input, (y, output), (w with { PanelDimension = 2 }, weights)).Check();
    }

    [Fact]
    public void Depthwise()
    {
        (Tensor x, Tensor w, Tensor y) = (new Tensor(N, 6, 7, 24), new Tensor(3, 3, 24) { IsWeight = true }, new Tensor(N, 4, 5, 24));
        Axis[] box = [new("n", N), new("y", 4), new("x", 5), new("c", 24), new("p", 3), new("q", 3)];
        Affine[] input = [Affine.Of(0), Affine.Of(1) + Affine.Of(4), Affine.Of(2) + Affine.Of(5), Affine.Of(3)];
        Affine[] output = [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)];
        Affine[] weights = [Affine.Of(4), Affine.Of(5), Affine.Of(3)];
        new ContractionCase(box, y, output, (x, input), (w, weights)).Check();
        new ContractionCase(box, w, weights, (x, input), (y, output)) { Accumulate = true }.Check();
        new ContractionCase(box, x, input, (y, output), (w, weights)).Check();
    }

    /// <summary>Heads and samples are shared, and the vector's index is a batched tensor's.</summary>
    [Fact]
    public void Attention_values()
    {
        (Tensor scores, Tensor values, Tensor y) = (new Tensor(N, 2, 7, 9), new Tensor(N, 9, 2, 16), new Tensor(N, 7, 2, 16));
        Axis[] box = [new("n", N), new("h", 2), new("i", 7), new("e", 16), new("j", 9)];
        new ContractionCase(box, y, [0, 2, 1, 3], (scores, [0, 1, 2, 4]), (values, [0, 4, 1, 3])).Check();
    }
}
