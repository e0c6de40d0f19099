using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Loops;
using static NetCompiler.Generator.Tests.Lowering.NestCase;

namespace NetCompiler.Generator.Tests.Lowering;

public class MapLoweringTests
{
    [Theory]
    [InlineData(3, 5, 1)]
    [InlineData(2, 2, 3)]
    [InlineData(4, 4, 8)]
    [InlineData(3, 3, 10)]
    [InlineData(5, 1, 17)]
    public void Relu_of_a_batch_is_one_run(int height, int width, int channels)
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine x, Affine o) = (c.Batch(), c.Axis("y", height), c.Axis("x", width), c.Axis("o", channels));
        Affine place = (n * (height * width * channels)) + (y * (width * channels)) + (x * channels) + o;
        c.Target(place, height * width * channels);
        Kernel kernel = Check(c.Nest(Combine.Assign, Max(Const(0), c.Load(place, height * width * channels))));
        Assert.Contains(kernel.Body.SelectMany(KernelParts.All), s => s is StoreVector);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(72)]
    public void Bias_is_broadcast(int channels)
    {
        var c = new NestCase();
        (Affine n, Affine x, Affine o) = (c.Batch(), c.Axis("x", 6), c.Axis("o", channels));
        Affine place = (n * (6 * channels)) + (x * channels) + o;
        c.Target(place, 6 * channels);
        Expr sum = Add(c.Load(place, 6 * channels), c.Load(o, 0, channels));
        Check(c.Nest(Combine.Assign, sum, new UnaryExpr(UnaryKind.Tanh, new AccumulatorExpr())));
    }

    [Fact]
    public void Padding_is_computed_along()
    {
        var c = new NestCase();
        (Affine n, Affine o) = (c.Batch(), c.Axis("o", 10, 16));
        c.Target((n * 16) + o, 16);
        Kernel kernel = Check(c.Nest(Combine.Assign, Times(c.Load((n * 16) + o, 16), Const(3))));
        Assert.DoesNotContain(kernel.Body.SelectMany(KernelParts.All), s => s is StoreScalar);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(12)]
    public void Frame_of_zeros_is_added(int channels)
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine x, Affine o) = (c.Batch(), c.Axis("y", 7), c.Axis("x", 30), c.Axis("o", channels));
        c.Target((n * (210 * channels)) + (y * (30 * channels)) + (x * channels) + o, 210 * channels);
        Affine from = (n * (140 * channels)) + (y * (28 * channels)) + (x * channels) + o + Affine.Number(-29 * channels);
        LoadExpr load = c.Load(from, 140 * channels, 0, 0.5f, new Guard(y + Affine.Number(-1), 5), new Guard(x + Affine.Number(-1), 28));
        Check(c.Nest(Combine.Assign, load));
    }

    [Theory]
    [InlineData(13, 10)]
    [InlineData(24, 10)]
    [InlineData(20, 16)]
    [InlineData(1, 7)]
    public void Copy_transposes(int rows, int columns)
    {
        var c = new NestCase();
        (Affine i, Affine o) = (c.Axis("i", rows), c.Axis("o", columns));
        c.Target((o * (rows + 3)) + i, 0, columns * (rows + 3));
        Check(c.Nest(Combine.Assign, c.Load((i * columns) + o, 0, rows * columns)));
    }

    /// <summary>A matrix into panels of 16 columns, the last one filled up with zeros; and its transpose.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pack_into_panels(bool transposed)
    {
        const int Rows = 9, Columns = 21;
        (Affine panel, Affine row, Affine lane) = (Affine.Of(0), Affine.Of(1), Affine.Of(2));
        Affine column = (panel * 16) + lane;
        Kernel kernel = LowerNest.Run(new(
            "pack", new([new FlatAxis("panel", 2, 2), new("row", Rows, Rows), new("lane", 16, 16)]),
            new(0, (panel * (Rows * 16)) + (row * 16) + lane, EquatableArray<Guard>.Empty),
            Combine.Assign, Accumulate: false, new LoadExpr(0, EquatableArray<Affine>.Empty), Epilogue: null,
            new([new FlatAccess(1, transposed ? (column * Rows) + row : (row * Columns) + column, new([new Guard(column, Columns)]))]),
            EquatableArray<int>.Empty, new([new FlatBuffer("packed", 2 * Rows * 16, 0), new("plain", Rows * Columns, 0)])));
        float[] plain = Enumerable.Range(1, Rows * Columns).Select(v => (float)v).ToArray();
        float[] packed = new float[2 * Rows * 16];
        KernelInterpreter.Run(kernel, [packed, plain], 0);
        for (int place = 0; place < packed.Length; place++)
        {
            (int r, int c) = (place / 16 % Rows, (place / (Rows * 16) * 16) + (place % 16));
            float expected = c >= Columns ? 0 : transposed ? plain[(c * Rows) + r] : plain[(r * Columns) + c];
            Assert.Equal(expected, packed[place]);
        }
    }

    [Fact]
    public void Gradient_of_softmax_with_indices()
    {
        var c = new NestCase();
        (Affine n, Affine o) = (c.Batch(), c.Axis("o", 19));
        c.Target((n * 19) + o, 19);
        var hot = new SelectExpr(CompareKind.Equal, new IndexExpr(o), c.Load(n, 1), Const(1), Const(0));
        Check(c.Nest(Combine.Assign, Times(Minus(c.Load((n * 19) + o, 19), hot), c.Load(n, 1))));
    }

    [Fact]
    public void Values_of_outer_loops_are_computed_there()
    {
        var c = new NestCase();
        (Affine n, Affine o) = (c.Batch(), c.Axis("o", 24));
        c.Target((n * 24) + o, 24);
        Kernel kernel = Check(c.Nest(Combine.Assign, Times(c.Load((n * 24) + o, 24), Exp(c.Load(n, 1)))));
        For loop = Assert.IsType<For>(Assert.Single(kernel.Body));
        Assert.Contains(loop.Body, s => s is LetScalar { Value: ScalarUnary { Kind: UnaryKind.Exp } });
    }

    [Fact]
    public void Repeated_pixels_are_loaded_once()
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine p, Affine o) = (c.Batch(), c.Axis("y", 5), c.Axis("p", 2), c.Axis("o", 11));
        c.Target((n * 110) + (y * 22) + (p * 11) + o, 110);
        Check(c.Nest(Combine.Assign, c.Load((n * 55) + (y * 11) + o, 55)));
    }
}
