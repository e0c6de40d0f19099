using System.Runtime.Intrinsics.X86;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Sharing;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Lowering.Contractions;
using NetCompiler.Generator.Tests.Loops;
using NetCompiler.Generator.Tests.Lowering;
using NetCompiler.Generator.Tests.Lowering.Contractions;

namespace NetCompiler.Generator.Tests.Emit;

using Tensor = NetCompiler.Generator.Tests.Lowering.Contractions.Tensor;

/// <summary>Emitted kernels, compiled and run with all vectors of this processor, against the interpreter of kernels: the same bits.</summary>
public class EmitKernelTests
{
    [Fact]
    public void Compiled_kernels_give_the_interpreters_bits()
    {
        var kernels = Kernels(Nests()).ToList();
        Compare(kernels.ToDictionary(kernel => kernel, kernel => new KernelCall(kernel, [])));
    }

    [Fact]
    public void Kernels_that_differ_in_numbers_share_a_method_and_keep_their_bits()
    {
        var kernels = Kernels(LikeNests()).ToList();
        Dictionary<Kernel, KernelCall> calls = ShareKernels.Run(kernels, leastMembers: 2);
        var shared = calls.Values.GroupBy(call => call.Kernel).Where(alike => alike.Count() > 1).ToList();
        Assert.Contains(shared, alike => alike.Key.Summary[0].StartsWith("Sum over", StringComparison.Ordinal));
        Assert.Contains(shared, alike => alike.Key.Summary[0].StartsWith("Sum of products", StringComparison.Ordinal));
        Assert.All(shared, alike => Assert.Equal(alike.Count(), alike.Select(call => string.Join(' ', call.Numbers)).Distinct().Count()));
        Compare(calls);
    }

    [Fact]
    public void Few_like_kernels_are_no_reason_for_parameters()
    {
        var kernels = Kernels(LikeNests().Take(3)).ToList();
        Assert.All(ShareKernels.Run(kernels), call => Assert.Same(call.Key, call.Value.Kernel));
    }

    private static void Compare(IReadOnlyDictionary<Kernel, KernelCall> calls)
    {
        var compiled = new CompiledKernels(calls);
        foreach (Kernel kernel in calls.Keys)
        {
            foreach (string vectors in CompiledKernels.VectorsOf(kernel).Where(IsSupported))
            {
                Compare(compiled, kernel, vectors);
            }
        }
    }

    private static bool IsSupported(string vectors) => vectors switch
    {
        CompiledKernels.Wide => Avx512F.IsSupported,
        CompiledKernels.Avx2 => Fma.IsSupported,
        _ => true,
    };

    private static void Compare(CompiledKernels compiled, Kernel kernel, string vectors)
    {
        const int Start = 3;
        LaneArithmetic arithmetic = vectors == CompiledKernels.Portable ? LaneArithmetic.Pairs : LaneArithmetic.Fused;
        foreach (int count in new[] { 1, 4, 7 })
        {
            float[][] expected = Data(kernel, count, 0);
            float[][] actual = Data(kernel, count, Start);
            KernelInterpreter.Run(kernel, expected, count, arithmetic);
            compiled.Run(kernel, vectors, actual, Start, count);
            for (int buffer = 0; buffer < expected.Length; buffer++)
            {
                for (int i = 0; i < expected[buffer].Length; i++)
                {
                    Assert.True(
                        BitConverter.SingleToInt32Bits(expected[buffer][i]) == BitConverter.SingleToInt32Bits(actual[buffer][i + Start]),
                        $"{kernel.Name} {vectors}, count {count}, buffer {buffer}, float {i}: {expected[buffer][i]:G9}, not "
                            + $"{actual[buffer][i + Start]:G9}");
                }
            }
        }
    }

    private static float[][] Data(Kernel kernel, int count, int start)
    {
        var random = new Random(3);
        return [.. kernel.Buffers.Select(b =>
            new float[start].Concat(Enumerable.Range(0, (int)(b.Fixed + (b.PerSample * count)))
                .Select(_ => (random.NextSingle() * 4) - 2)).ToArray())];
    }

    private static IEnumerable<Kernel> Kernels(IEnumerable<FlatNest> nests)
    {
        int number = 0;
        foreach (FlatNest nest in nests)
        {
            foreach (Kernel kernel in Processor.All.Select(p => LowerContraction.Run(nest, p)).Append(LowerNest.Run(nest)).OfType<Kernel>())
            {
                yield return kernel with { Name = "K" + number++ };
            }
        }
    }

    private static IEnumerable<FlatNest> Nests()
    {
        const int N = TensorGraph.Batch;
        (Tensor x, Tensor w, Tensor y) = (new Tensor(N, 18), new Tensor(18, 40) { IsWeight = true }, new Tensor(N, 40));
        Axis[] box = [new("n", N), new("o", 40), new("k", 18)];
        yield return new ContractionCase(box, y, [0, 1], (x, [0, 2]), (w, [2, 1])).WithBias(new Tensor(40) { IsWeight = true }, 1).Flatten();
        yield return new ContractionCase(box, x, [0, 2], (y, [0, 1]), (w with { PanelDimension = 0 }, [2, 1])).Flatten();
        yield return new ContractionCase(box, w, [2, 1], (x, [0, 2]), (y, [0, 1])) { Accumulate = true }.Flatten();
        foreach (UnaryKind unary in Enum.GetValues<UnaryKind>())
        {
            var c = new NestCase();
            Affine i = c.Axis("i", 21);
            c.Target(i, 0, 21);
            yield return c.Nest(Combine.Assign, new UnaryExpr(unary, c.Load(i, 0, 21)));
        }

        foreach (Combine combine in new[] { Combine.Sum, Combine.Max, Combine.ArgMax })
        {
            var c = new NestCase();
            (Affine n, Affine i) = (c.Batch(), c.Axis("i", 21));
            c.Target(n, 1);
            LoadExpr load = c.Load((n * 21) + i, 21);
            yield return c.Nest(combine, NestCase.Max(load, NestCase.Const(0.5f)), elements: [0]);
        }
    }

    /// <summary>Layers of one kind with other channels and places, of whole vectors and tiles and with rests.</summary>
    private static IEnumerable<FlatNest> LikeNests()
    {
        foreach ((int places, int channels) in new[] { (49, 96), (49, 160), (64, 224), (49, 40), (25, 104), (13, 168), (9, 21), (16, 37) })
        {
            var c = new NestCase();
            (Affine n, Affine i, Affine o) = (c.Batch(), c.Axis("i", places), c.Axis("o", channels));
            c.Target(o, 0, channels);
            LoadExpr load = c.Load((n * (places * channels)) + (i * channels) + o, places * channels);
            yield return c.Nest(Combine.Sum, load, elements: [o.Terms[0].Index]);
        }

        const int N = TensorGraph.Batch;
        foreach (int rows in new[] { 12, 24, 36, 60, 13, 19, 31 })
        {
            (Tensor x, Tensor w, Tensor y) = (new Tensor(N, rows, 18), new Tensor(18, 40) { IsWeight = true }, new Tensor(N, rows, 40));
            Axis[] box = [new("n", N), new("t", rows), new("o", 40), new("k", 18)];
            var product = new ContractionCase(box, y, [0, 1, 2], (x, [0, 1, 3]), (w, [3, 2]));
            yield return product.WithBias(new Tensor(40) { IsWeight = true }, 2).Flatten();
        }
    }
}
