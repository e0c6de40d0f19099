using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using static NetCompiler.Generator.Tests.Lowering.NestCase;

namespace NetCompiler.Generator.Tests.Lowering;

public class ScatterLoweringTests
{
    public static TheoryData<int, int, int, bool> Windows
    {
        get
        {
            var data = new TheoryData<int, int, int, bool>();
            foreach (int channels in new[] { 1, 3, 8, 10, 16, 17 })
            {
                data.Add(channels, 2, 2, false);
                data.Add(channels, 2, 3, false);
                data.Add(channels, 3, 2, false);
                data.Add(channels, 1, 3, true);
            }

            return data;
        }
    }

    /// <summary>The gradient of a max pool over a line: the window's first largest place gets the output's gradient.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void Pool_gradient(int channels, int stride, int window, bool accumulate)
    {
        int inputs = (stride * 4) + window + 1;
        var c = new NestCase();
        (Affine n, Affine x, Affine o, Affine q) = (c.Batch(), c.Axis("x", 5), c.Axis("o", channels), c.Axis("q", window));
        c.Target((n * (inputs * channels)) + (x * (stride * channels)) + (q * channels) + o, inputs * channels);
        Affine output = (n * (5 * channels)) + (x * channels) + o;
        var body = new SelectExpr(CompareKind.Equal, c.Load(output, 5 * channels), new IndexExpr(q), c.Load(output, 5 * channels), Const(0));
        Check(c.Nest(Combine.Sum, body, accumulate: accumulate));
    }

    [Fact]
    public void Windows_that_tile_are_not_cleared()
    {
        var c = new NestCase();
        (Affine n, Affine x, Affine o, Affine q) = (c.Batch(), c.Axis("x", 5), c.Axis("o", 8), c.Axis("q", 2));
        c.Target((n * 80) + (x * 16) + (q * 8) + o, 80);
        var parts = Check(c.Nest(Combine.Sum, c.Load((n * 40) + (x * 8) + o, 40))).Body.SelectMany(KernelParts.All).ToList();
        Assert.DoesNotContain(parts, s => s is Fill or VectorBinary);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Writes_outside_are_dropped(int channels)
    {
        var c = new NestCase();
        (Affine n, Affine x, Affine q, Affine o) = (c.Batch(), c.Axis("x", 12), c.Axis("q", 3), c.Axis("o", channels));
        Affine column = x + q + Affine.Number(-1);
        c.Target((n * (12 * channels)) + (column * channels) + o, 12 * channels, 0, new Guard(column, 12));
        Check(c.Nest(Combine.Sum, c.Load((n * (12 * channels)) + (x * channels) + o, 12 * channels)), 1e-6f);
    }
}
