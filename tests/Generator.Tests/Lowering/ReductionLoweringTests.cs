using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using static NetCompiler.Generator.Tests.Lowering.NestCase;

namespace NetCompiler.Generator.Tests.Lowering;

public class ReductionLoweringTests
{
    public static TheoryData<int> Channels => [1, 3, 8, 10, 16, 17];

    [Theory]
    [MemberData(nameof(Channels))]
    public void Max_pool(int channels) => CheckPool(Combine.Max, channels, float.NegativeInfinity);

    [Theory]
    [MemberData(nameof(Channels))]
    public void Arg_max_pool(int channels) => CheckPool(Combine.ArgMax, channels, float.NegativeInfinity);

    [Theory]
    [MemberData(nameof(Channels))]
    public void Sum_pool(int channels) => CheckPool(Combine.Sum, channels, 0);

    /// <summary>A 2x2 window of 7x5 pixels, and a 3x3 window with overlap and a frame that is not there.</summary>
    private static void CheckPool(Combine combine, int channels, float fill)
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine x, Affine o) = (c.Batch(), c.Axis("y", 3), c.Axis("x", 2), c.Axis("o", channels));
        (Affine p, Affine q) = (c.Axis("p", 2), c.Axis("q", 2));
        c.Target((n * (6 * channels)) + (y * (2 * channels)) + (x * channels) + o, 6 * channels);
        LoadExpr load = c.Load((n * (35 * channels)) + (y * (10 * channels)) + (x * (2 * channels)) + (p * (5 * channels)) + (q * channels) + o,
            35 * channels);
        Check(c.Nest(combine, load, elements: [0, 1, 2, 3]));

        c = new NestCase();
        (n, y, x, o, p, q) = (c.Batch(), c.Axis("y", 4), c.Axis("x", 3), c.Axis("o", channels), c.Axis("p", 3), c.Axis("q", 3));
        c.Target((n * (12 * channels)) + (y * (3 * channels)) + (x * channels) + o, 12 * channels);
        (Affine row, Affine column) = ((y * 2) + p + Affine.Number(-1), (x * 2) + q + Affine.Number(-1));
        Guard[] guards = new[] { new Guard(row, 7), new Guard(column, 5) };
        Affine pixel = (n * (35 * channels)) + (row * (5 * channels)) + (column * channels) + o;
        load = c.Load(pixel, 35 * channels, 0, fill, guards);
        Check(c.Nest(combine, load, Add(new AccumulatorExpr(), c.Load(o, 0, channels)), elements: [0, 1, 2, 3]));
        Check(c.Nest(combine, Times(load, Const(0.5f)), elements: [0, 1, 2, 3]));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    [InlineData(32, true)]
    [InlineData(70, false)]
    [InlineData(100, true)]
    public void Bias_gradient(int channels, bool accumulate)
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine x, Affine o) = (c.Batch(), c.Axis("y", 4), c.Axis("x", 3), c.Axis("o", channels));
        c.Target(o, 0, channels);
        LoadExpr load = c.Load((n * (12 * channels)) + (y * (3 * channels)) + (x * channels) + o, 12 * channels);
        Check(c.Nest(Combine.Sum, load, accumulate: accumulate, elements: [3]), tolerance: 1e-5f);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(37)]
    [InlineData(100)]
    public void Softmax_pieces(int classes)
    {
        foreach (Combine combine in new[] { Combine.Max, Combine.Sum, Combine.ArgMax })
        {
            var c = new NestCase();
            (Affine n, Affine o) = (c.Batch(), c.Axis("o", classes, (classes + 7) / 8 * 8));
            c.Target(n, 1);
            LoadExpr load = c.Load((n * classes) + o, classes);
            Check(c.Nest(combine, combine == Combine.Sum ? Exp(Minus(load, c.Load(n, 1))) : load, elements: [0]), combine == Combine.Sum ? 1e-5f : 0);
        }
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(30, true)]
    [InlineData(64, false)]
    public void Mean_of_a_sample(int outputs, bool accumulate)
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine o) = (c.Batch(), c.Axis("y", 2), c.Axis("o", outputs));
        c.Target(n, 1);
        Affine place = (n * (2 * outputs + 8)) + (y * (outputs + 4)) + o;
        Expr error = Minus(c.Load(place, (2 * outputs) + 8), c.Load(place, (2 * outputs) + 8));
        Expr? mean = accumulate ? null : Over(new AccumulatorExpr(), Const(2 * outputs));
        Check(c.Nest(Combine.Sum, Times(error, error), mean, accumulate, elements: [0]), 1e-5f);
    }

    [Fact]
    public void Sum_of_everything()
    {
        var c = new NestCase();
        (Affine n, Affine o) = (c.Batch(), c.Axis("o", 5));
        c.Target(Affine.Number(3), 0, 4);
        Check(c.Nest(Combine.Sum, c.Load((n * 5) + o, 5), accumulate: true), 1e-5f);
    }

    [Fact]
    public void Largest_of_ties_is_the_first()
    {
        var c = new NestCase();
        (Affine n, Affine o) = (c.Batch(), c.Axis("o", 21));
        c.Target(n, 1);
        var sign = new SelectExpr(CompareKind.Less, c.Load((n * 21) + o, 21), Const(0.5f), Const(-1), Const(1));
        Check(c.Nest(Combine.ArgMax, sign, elements: [0]));
    }

    [Fact]
    public void Largest_of_ties_is_the_first_by_index_not_by_place()
    {
        var c = new NestCase();
        (Affine i, Affine j) = (c.Axis("i", 17), c.Axis("j", 9));
        c.Target(Affine.Number(0), 0, 1);
        var sign = new SelectExpr(CompareKind.Less, c.Load((j * 17) + i, 0, 153), Const(1), Const(-1), Const(1));
        Check(c.Nest(Combine.ArgMax, sign));
    }

    [Fact]
    public void Global_average_runs_over_channel_vectors()
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine x, Affine o) = (c.Batch(), c.Axis("y", 7), c.Axis("x", 5), c.Axis("o", 18));
        c.Target((n * 18) + o, 18);
        LoadExpr load = c.Load((n * 630) + (y * 90) + (x * 18) + o, 630);
        Kernel kernel = Check(c.Nest(Combine.Sum, load, Over(new AccumulatorExpr(), Const(35)), elements: [0, 3]));
        Assert.Contains(kernel.Body.SelectMany(KernelParts.All), s => s is StoreVector);
    }
}
