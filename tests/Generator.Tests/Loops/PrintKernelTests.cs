using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Lowering.Contractions;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Generator.Tests.Lowering;
using NetCompiler.Generator.Tests.Lowering.Contractions;

namespace NetCompiler.Generator.Tests.Loops;

using Tensor = NetCompiler.Generator.Tests.Lowering.Contractions.Tensor;

/// <summary>Flat nests and their kernels as text.</summary>
public sealed class PrintKernelTests
{
    [Fact]
    public void Of_a_contraction()
    {
        const int N = TensorGraph.Batch;
        (Tensor x, Tensor w, Tensor y) = (new Tensor(N, 18), new Tensor(18, 10) { IsWeight = true }, new Tensor(N, 10));
        var dense = new ContractionCase([new("n", N), new("o", 10), new("k", 18)], y, [0, 1], (x, [0, 2]), (w, [2, 1]));
        FlatNest nest = dense.WithBias(new Tensor(10) { IsWeight = true }, 1).Flatten();
        Check("contraction", nest, LowerContraction.Run(nest, Processor.Eight)!);
    }

    /// <summary>A shifted image, 0 where there is none.</summary>
    [Fact]
    public void Of_a_map()
    {
        var c = new NestCase();
        (Affine n, Affine y, Affine o) = (c.Batch(), c.Axis("y", 6), c.Axis("o", 10, 16));
        c.Target((n * 96) + (y * 16) + o, 96);
        Affine row = (y * 2) + Affine.Number(-1);
        LoadExpr load = c.Load((n * 128) + (row * 16) + o, 128, 0, 0, new Guard(row, 8));
        FlatNest nest = c.Nest(Combine.Assign, NestCase.Times(NestCase.Exp(load), new IndexExpr(o)));
        Check("map", nest, LowerNest.Run(nest));
    }

    [Fact]
    public void Of_a_reduction()
    {
        var c = new NestCase();
        (Affine n, Affine o) = (c.Batch(), c.Axis("o", 21));
        c.Target(n, 1);
        FlatNest nest = c.Nest(Combine.Sum, c.Load((n * 21) + o, 21), NestCase.Over(new AccumulatorExpr(), NestCase.Const(21)), elements: [0]);
        Check("reduction", nest, LowerNest.Run(nest));
    }

    private static void Check(string name, FlatNest nest, Kernel kernel) =>
        Snapshot.Match("Kernel_" + name, PrintNest.Run(VerifyFlatNest.Run(nest)) + "\n" + PrintKernel.Run(kernel));
}
