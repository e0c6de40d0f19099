using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Loops;

namespace NetCompiler.Generator.Tests.Lowering;

/// <summary>Writes flat nests down shortly, and compares what their kernels do with what the nests say.</summary>
internal sealed class NestCase
{
    private readonly List<FlatAxis> _box = [];
    private readonly List<FlatAccess> _accesses = [];
    private readonly List<FlatBuffer> _buffers = [];
    private FlatAccess? _target;

    public bool HasPadding => _box.Any(a => a.Padded > a.Extent);

    public Affine Axis(string name, int extent, int padded = 0)
    {
        _box.Add(new(name, extent, Math.Max(extent, padded)));
        return Affine.Of(_box.Count - 1);
    }

    public Affine Batch(string name = "n") => Axis(name, TensorGraph.Batch);

    /// <summary>The target, in a buffer of its own, which is the first one.</summary>
    public NestCase Target(Affine offset, int perSample, int fixedFloats = 0, params Guard[] guards)
    {
        _buffers.Insert(0, new("target", fixedFloats, perSample));
        _target = new(0, offset, new(guards));
        return this;
    }

    /// <summary>A load from a buffer of its own.</summary>
    public LoadExpr Load(Affine offset, int perSample, int fixedFloats = 0, float fill = 0, params Guard[] guards)
    {
        _buffers.Add(new("b" + _accesses.Count, fixedFloats, perSample));
        _accesses.Add(new(_accesses.Count + 1, offset, new(guards)));
        return new(_accesses.Count - 1, EquatableArray<Affine>.Empty, fill);
    }

    public FlatNest Nest(Combine combine, Expr body, Expr? epilogue = null, bool accumulate = false, int[]? elements = null) => new(
        "kernel", new(_box), _target!, combine, accumulate, body, epilogue, new(_accesses), new(elements ?? []), new(_buffers))
        {
            Number = combine == Combine.ArgMax ? RowMajor([.. Enumerable.Range(0, _box.Count).Except(elements ?? [])]) : null,
        };

    /// <summary>The row-major number of a point among some indices.</summary>
    private Affine RowMajor(int[] indices)
    {
        (Affine number, long stride) = (Affine.Number(0), 1L);
        foreach (int index in indices.Reverse())
        {
            number += Affine.Of(index, stride);
            stride *= _box[index].Extent;
        }

        return number;
    }

    /// <summary>
    /// Lowers and runs the nest with several counts. Elements must have the interpreter's values; floats that are no element must be as before,
    /// unless the nest has padding. Returns the kernel.
    /// </summary>
    public static Kernel Check(FlatNest nest, float tolerance = 0) => Check(nest, LowerNest.Run(nest), tolerance, 1, 2, 3, 9, 19);

    /// <summary>Runs a kernel of the nest with several counts.</summary>
    public static Kernel Check(FlatNest nest, Kernel kernel, float tolerance, params int[] counts)
    {
        bool padded = nest.Box.Any(a => a.Padded > a.Extent);
        foreach (int count in kernel.HasCount ? counts : [0])
        {
            float[][] expected = Data(nest, count);
            float[][] actual = Data(nest, count);
            HashSet<int> elements = FlatInterpreter.Run(nest, expected, count);
            KernelInterpreter.Run(kernel, actual, count);
            for (int buffer = 0; buffer < expected.Length; buffer++)
            {
                for (int place = 0; place < expected[buffer].Length; place++)
                {
                    (float want, float have) = (expected[buffer][place], actual[buffer][place]);
                    bool free = buffer == 0 && padded && !elements.Contains(place);
                    Assert.True(
                        free || want.Equals(have) || want == have || Math.Abs(want - have) <= tolerance * Math.Max(1, Math.Abs(want)),
                        $"count {count}, buffer {buffer}, float {place}: {want} expected, {have} found");
                }
            }
        }

        return kernel;
    }

    /// <summary>Values with many ties and both signs.</summary>
    private static float[][] Data(FlatNest nest, int count)
    {
        var random = new Random(7);
        return [.. nest.Buffers.Select(b => Enumerable.Range(0, (int)(b.Fixed + (b.PerSample * count)))
            .Select(_ => random.Next(4) == 0 ? random.Next(-2, 3) : (random.NextSingle() * 4) - 2).ToArray())];
    }

    public static Expr Max(Expr a, Expr b) => new BinaryExpr(BinaryKind.Max, a, b);

    public static Expr Add(Expr a, Expr b) => new BinaryExpr(BinaryKind.Add, a, b);

    public static Expr Times(Expr a, Expr b) => new BinaryExpr(BinaryKind.Multiply, a, b);

    public static Expr Minus(Expr a, Expr b) => new BinaryExpr(BinaryKind.Subtract, a, b);

    public static Expr Over(Expr a, Expr b) => new BinaryExpr(BinaryKind.Divide, a, b);

    public static Expr Exp(Expr a) => new UnaryExpr(UnaryKind.Exp, a);

    public static Expr Const(float value) => new ConstExpr(value);
}
