using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes.Winograd;

/// <summary>
/// A convolution with 3 x 3 kernels and stride 1 as F(2x2, 3x3) wants it (Winograd, 1980; Lavin and Gray, 2015): the target is [n, y, x, o], the
/// image is read at
/// [n, y + p + Row, x + q + Column, c] and the kernel by p, q, c and o, each along an axis of its own; p and q may run backwards there.
/// </summary>
/// <param name="Indices">Box positions of y, x, o, p, q, c.</param>
internal sealed record WinogradForm(
    NestNode Nest, LoadExpr Image, LoadExpr Kernel, (int Y, int X, int O, int P, int Q, int C) Indices, long Row, long Column)
{
    /// <summary>Fewer channels than vectors hold leave the transforms without gain.</summary>
    private const int LeastChannels = 16;

    /// <summary>Fewer tiles save so little time that the transforms' code, some hundred kilobytes in a native program, is not worth it.</summary>
    private const int LeastTiles = 64;

    public int Height => Nest.Shape[1];

    public int Width => Nest.Shape[2];

    public int Channels => Nest.Box[Indices.C].Extent;

    public int Filters => Nest.Box[Indices.O].Extent;

    /// <summary>The form of a nest, or null when it is none, or too small to gain.</summary>
    /// <param name="isDerived">Which nodes depend on parameters only: kernels may, too.</param>
    public static WinogradForm? Of(TensorGraph graph, bool[] isDerived, NestNode nest)
    {
        if (!Expressions.IsContraction(nest) || nest.Loop != Node.NoLoop || nest.Box.Count != 7 || nest.Shape.Count != 4
            || nest.Box[0].Extent != TensorGraph.Batch)
        {
            return null;
        }

        (LoadExpr left, LoadExpr right) = ((LoadExpr)((BinaryExpr)nest.Body).Left, (LoadExpr)((BinaryExpr)nest.Body).Right);
        return Of(graph, isDerived, nest, left, right) ?? Of(graph, isDerived, nest, right, left);
    }

    private static WinogradForm? Of(TensorGraph graph, bool[] isDerived, NestNode nest, LoadExpr image, LoadExpr kernel)
    {
        if (!(isDerived[kernel.Node] || graph.Nodes[kernel.Node] is ParameterNode) || image.Fill != 0 || kernel.Access.Count != 4
            || image.Access.Count != 4
            || !nest.Target.Append(image.Access[3]).All(IsIndex) || !kernel.Access.All(a => IsIndex(a) || IsTurned(a)))
        {
            return null;
        }

        int Target(int d) => nest.Target[d].Terms[0].Index;
        (int y, int x, int o, int c) = (Target(1), Target(2), Target(3), image.Access[3].Terms[0].Index);
        if (Other(image.Access[1], y) is not { } p || Other(image.Access[2], x) is not { } q
            || !new HashSet<int>([0, y, x, o, p, q, c]).SetEquals(Enumerable.Range(0, 7))
            || !new HashSet<int>(kernel.Access.Select(a => a.Terms[0].Index)).SetEquals([o, p, q, c])
            || kernel.Access.Any(a => !IsIndex(a) && (a[o] != 0 || a[c] != 0))
            || !Covers(nest, y, 1) || !Covers(nest, x, 2) || !Covers(nest, o, 3)
            || nest.Box[p].Extent != 3 || nest.Box[q].Extent != 3)
        {
            return null;
        }

        var form = new WinogradForm(nest, image, kernel, (y, x, o, p, q, c), image.Access[1].Constant, image.Access[2].Constant);
        return form.Gains(graph.Nodes[image.Node].Shape) && form.CanRunOver(graph) ? form : null;
    }

    /// <summary>
    /// A tile takes 16 products for each pair of channels, where the sum takes 9 a pixel, of the target or of the image: what is fewer, since the
    /// direct way leaves
    /// zeros beyond the image out. The transforms, and what stands over at odd sizes, must leave a gain.
    /// </summary>
    private bool Gains(EquatableArray<int> image)
    {
        long tiles = (Height + 1L) / 2 * ((Width + 1L) / 2);
        return Channels >= LeastChannels && Filters >= LeastChannels && tiles >= LeastTiles
            && 100L * 16 * tiles <= 65L * 9 * System.Math.Min((long)Height * Width, (long)image[1] * image[2]);
    }

    /// <summary>Whether what is computed beyond an odd size reads and writes borders only: a mask has none.</summary>
    private bool CanRunOver(TensorGraph graph) => (Height % 2 == 0 && Width % 2 == 0)
        || Nest.Epilogue is null || Expressions.Loads(Nest.Epilogue).All(l => graph.Nodes[l.Node] is not RandomNode);

    private static bool IsIndex(Affine form) => form.Constant == 0 && form.Terms.Count == 1 && form.Terms[0].Coefficient == 1;

    private static bool IsTurned(Affine form) => form.Constant == 2 && form.Terms.Count == 1 && form.Terms[0].Coefficient == -1;

    /// <summary>The other index of a sum of two, or null.</summary>
    private static int? Other(Affine form, int index) =>
        form.Terms.Count == 2 && form[index] == 1 && form.Terms.All(t => t.Coefficient == 1) ? form.Terms.First(t => t.Index != index).Index : null;

    private static bool Covers(NestNode nest, int index, int dimension) => nest.Box[index].Extent == nest.Shape[dimension];
}
