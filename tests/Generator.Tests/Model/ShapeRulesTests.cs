using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Model;

public class ShapeRulesTests
{
    [Fact]
    public void Dense_replaces_the_last_axis()
    {
        Assert.Equal([7], ShapeRules.Dense(Shape(5), 7).Shape);
        Assert.Equal([2, 3, 7], ShapeRules.Dense(Shape(2, 3, 5), 7).Shape);
    }

    [Fact]
    public void Flatten_multiplies() => Assert.Equal([24], ShapeRules.Flatten(Shape(2, 3, 4)).Shape);

    [Theory]
    [InlineData(new[] { 6, 4 }, new[] { 6, 4 })]
    [InlineData(new[] { -1 }, new[] { 24 })]
    [InlineData(new[] { 2, -1, 3 }, new[] { 2, 4, 3 })]
    [InlineData(new[] { 24, -1 }, new[] { 24, 1 })]
    public void Reshape_infers_one_size(int[] requested, int[] shape) => Assert.Equal(shape, ShapeRules.Reshape(Shape(2, 3, 4), requested).Shape);

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
        var rows = ShapeRules.Pool2D(Shape(size, 1, 2), new(kernel, 1, stride, 1, dilation, 1, same));
        Assert.Equal([count, 1, 2], rows.Shape);
        Assert.Equal(new(kernel, 1, stride, 1, dilation, 1, before, 0), rows.Window);

        var columns = ShapeRules.Conv2D(Shape(1, size, 2), 6, 2, new(1, kernel, 1, stride, 1, dilation, same));
        Assert.Equal([1, count, 6], columns.Shape);
        Assert.Equal(new(1, kernel, 1, stride, 1, dilation, 0, before), columns.Window);
    }

    /// <summary>With same padding, every cell is reached, and no window more than needed is placed.</summary>
    [Fact]
    public void Same_padding_covers_the_image()
    {
        foreach (var (size, kernel, stride) in from n in Enumerable.Range(1, 9) from k in Enumerable.Range(1, 9) from s in Enumerable.Range(1, 9) select (n, k, s))
        {
            var result = ShapeRules.Pool2D(Shape(size, 1, 1), new(kernel, 1, stride, 1, 1, 1, true));
            var (count, before) = (result.Shape[0], result.Window!.PadTop);
            var after = ((count - 1) * stride) + kernel - before - size;
            Assert.Equal((size + stride - 1) / stride, count);
            Assert.InRange(before, 0, kernel - 1);
            Assert.True(after < kernel && (after < 0 || after - before is 0 or 1), $"{size} {kernel} {stride}");
        }
    }

    private static EquatableArray<int> Shape(params int[] sizes) => new(sizes);
}
