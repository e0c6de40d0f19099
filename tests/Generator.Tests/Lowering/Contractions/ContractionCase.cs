using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Lowering.Contractions;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Lowering.Contractions;

/// <summary>A tensor of a case: weights lie in panels, along their last dimension if nothing else is said, the others in padded rows.</summary>
internal sealed record Tensor(params int[] Shape)
{
    public bool IsWeight { get; init; }

    public int? PanelDimension { get; init; }

    public TensorLayout Layout => !IsWeight ? TensorLayout.Padded(new(Shape), [], [])
        : Shape.Length == 1 ? TensorLayout.Raw(new(Shape)) with { PaddedLast = (Shape[0] + 15) / 16 * 16 }
        : TensorLayout.Panels(new(Shape), PanelDimension ?? Shape.Length - 1);
}

/// <summary>A contraction as a graph of one nest, lowered for both widths of vectors.</summary>
internal sealed record ContractionCase(Axis[] Box, Tensor Target, Affine[] Access, (Tensor Tensor, Affine[] Access) A,
    (Tensor Tensor, Affine[] Access) B)
{
    private (Tensor Tensor, int Index)? _bias;

    public ContractionCase(Axis[] box, Tensor target, int[] access, (Tensor Tensor, int[] Access) a, (Tensor Tensor, int[] Access) b)
        : this(box, target, Forms(access), (a.Tensor, Forms(a.Access)), (b.Tensor, Forms(b.Access)))
    {
    }

    public bool Accumulate { get; init; }

    /// <summary>With relu(sum + bias) at the end.</summary>
    public ContractionCase WithBias(Tensor bias, int index) => this with { _bias = (bias, index) };

    /// <summary>All kernels must exist where the target's vectors are wide enough, and give the interpreter's values.</summary>
    public void Check()
    {
        FlatNest nest = Flatten();
        foreach (Processor processor in Processor.All.Append(Processor.Browser))
        {
            Kernel? kernel = LowerContraction.Run(nest, processor);
            Assert.True(kernel is not null || processor == Processor.Sixteen
                || nest.Box.Where((_, i) => nest.Target.Offset[i] == 1).All(a => a.Extent == 1), "no kernel for " + nest);
            if (kernel is not null)
            {
                NestCase.Check(nest, kernel, 1e-4f, 1, 3, 4, 6);
            }
        }
    }

    private static Affine[] Forms(int[] indices) => [.. indices.Select(i => Affine.Of(i))];

    public FlatNest Flatten()
    {
        var tensors = new List<Tensor> { A.Tensor, B.Tensor };
        Expr body = NestCase.Times(new LoadExpr(0, new(A.Access)), new LoadExpr(1, new(B.Access)));
        Expr? epilogue = null;
        if (_bias is var (bias, index))
        {
            tensors.Add(bias);
            epilogue = NestCase.Max(NestCase.Add(new AccumulatorExpr(), new LoadExpr(2, new([Affine.Of(index)]))), NestCase.Const(0));
        }

        tensors.Add(Target);
        var nodes = tensors.Select((t, i) => (Node)new InputNode("t" + i, new(t.Shape), InputKind.Data)).ToList();
        nodes[^1] = new NestNode("y", new(Target.Shape), new(Box), new(Access), Combine.Sum, body, epilogue);
        var graph = new TensorGraph(new(nodes), EquatableArray<GraphOutput>.Empty);
        return FlattenNest.Run(graph, nodes.Count - 1, (NestNode)nodes[^1], [.. tensors.Select(t => t.Layout)], Accumulate).Nest;
    }
}
