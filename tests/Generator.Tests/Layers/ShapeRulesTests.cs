using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Layers;

public class ShapeRulesTests
{
    [Fact]
    public void Dense_replaces_the_last_axis()
    {
        var dense = new DenseOp(7, UseBias: true, InitializerKind.GlorotUniform, InitializerKind.Zeros);
        Assert.Equal([7], Of(dense, Shape(5)));
        Assert.Equal([2, 3, 7], Of(dense, Shape(2, 3, 5)));
    }

    [Fact]
    public void Flatten_multiplies() => Assert.Equal([24], Of(new FlattenOp(), Shape(2, 3, 4)));

    [Theory]
    [InlineData(new[] { 6, 4 }, new[] { 6, 4 })]
    [InlineData(new[] { -1 }, new[] { 24 })]
    [InlineData(new[] { 2, -1, 3 }, new[] { 2, 4, 3 })]
    [InlineData(new[] { 24, -1 }, new[] { 24, 1 })]
    public void Reshape_infers_one_size(int[] requested, int[] shape) => Assert.Equal(shape, Of(new ReshapeOp(Shape(requested)), Shape(2, 3, 4)));

    /// <summary>Sizes and paddings as Keras gives them.</summary>
    [Theory]
    [InlineData(28, 3, 1, 1, false, 26, 0)]
    [InlineData(5, 5, 1, 1, false, 1, 0)]
    [InlineData(7, 2, 2, 1, false, 3, 0)]
    [InlineData(10, 3, 1, 2, false, 6, 0)]
    [InlineData(28, 3, 1, 1, true, 28, 1)]
    [InlineData(28, 2, 1, 1, true, 28, 0)]
    [InlineData(28, 3, 2, 1, true, 14, 0)]
    [InlineData(27, 3, 2, 1, true, 14, 1)]
    [InlineData(28, 5, 2, 1, true, 14, 1)]
    [InlineData(7, 3, 1, 2, true, 7, 2)]
    [InlineData(2, 7, 1, 1, true, 2, 3)]
    [InlineData(5, 1, 3, 1, true, 2, 0)]
    [InlineData(5, 2, 2, 1, true, 3, 0)]
    public void A_window_slides(int size, int kernel, int stride, int dilation, bool same, int count, int before)
    {
        AxisRequest one = new(1, 1, 1), asked = new(kernel, stride, dilation);
        PaddingKind padding = same ? PaddingKind.Same : PaddingKind.Valid;
        WindowAxis unmoved = new(1, 1, 1, 0), placed = new(kernel, stride, dilation, before);
        WindowRequest rows = new(new([asked, one]), padding), columns = new(new([one, asked]), padding), steps = new(new([asked]), padding);
        Assert.Equal([count, 1, 2], Of(new MaxPoolOp(rows), Shape(size, 1, 2)));
        Assert.Equal(new(new([placed, unmoved])), rows.Over(Shape(size, 1, 2)));

        Assert.Equal([1, count, 6], Of(Convolution(columns, 2), Shape(1, size, 2)));
        Assert.Equal(new(new([unmoved, placed])), columns.Over(Shape(1, size, 2)));

        Assert.Equal([count, 6], Of(Convolution(steps, 2), Shape(size, 2)));
        Assert.Equal(new(new([placed])), steps.Over(Shape(size, 2)));
    }

    /// <summary>As Keras: (kernel - 1) dilation steps of zeros stand before the sequence, none after it.</summary>
    [Theory]
    [InlineData(10, 3, 1, 1, 10, 2)]
    [InlineData(10, 3, 1, 4, 10, 8)]
    [InlineData(10, 4, 3, 1, 4, 3)]
    [InlineData(2, 5, 1, 1, 2, 4)]
    public void A_causal_window_ends_at_its_step(int size, int kernel, int stride, int dilation, int count, int before)
    {
        WindowRequest steps = new(new([new(kernel, stride, dilation)]), PaddingKind.Causal);
        Assert.Equal([count, 6], Of(Convolution(steps, 1), Shape(size, 2)));
        Assert.Equal(new(new([new(kernel, stride, dilation, before)])), steps.Over(Shape(size, 2)));
    }

    /// <summary>With same padding, every cell is reached, and no window more than needed is placed.</summary>
    [Fact]
    public void Same_padding_covers_the_image()
    {
        IEnumerable<int> digits = Enumerable.Range(1, 9);
        foreach ((int size, int kernel, int stride) in from n in digits from k in digits from s in digits select (n, k, s))
        {
            WindowRequest window = new(new([new(kernel, stride, 1)]), PaddingKind.Same);
            (int count, int before) = (Of(new MaxPoolOp(window), Shape(size, 1))[0], window.Over(Shape(size, 1)).Axes[0].Pad);
            int after = ((count - 1) * stride) + kernel - before - size;
            Assert.Equal((size + stride - 1) / stride, count);
            Assert.InRange(before, 0, kernel - 1);
            Assert.True(after < kernel && (after < 0 || after - before is 0 or 1), $"{size} {kernel} {stride}");
        }
    }

    private static ConvOp Convolution(WindowRequest window, int groups) =>
        new(6, window, groups, UseBias: false, InitializerKind.GlorotUniform, InitializerKind.Zeros);

    private static EquatableArray<int> Of(LayerOp layer, EquatableArray<int> input) => layer.Shape(new([new("input", input)], _ => null)).Shape;

    private static EquatableArray<int> Shape(params int[] sizes) => new(sizes);
}
