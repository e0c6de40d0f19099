using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes.Winograd;

/// <summary>The nests over the tiles of one convolution: parts of some rows of tiles each, every tile giving 2 x 2 pixels.</summary>
/// <param name="Parts">Number of parts.</param>
/// <param name="Rows">Rows of tiles in a part.</param>
/// <param name="Columns">Tiles in a row.</param>
internal sealed record Tiles(WinogradForm Form, int Parts, int Rows, int Columns)
{
    /// <summary>One sample and one part of it after the other, so that what only they know stays in the cache.</summary>
    public LoopRegion Loop => LoopRegion.Over(Sample, Part);

    private static Axis Sample => new("n", TensorGraph.Batch);

    private Axis Part => new("b", Parts);

    /// <summary>[n, part, 16, tile, channel].</summary>
    public NestNode Image(string name, int image)
    {
        Axis[] box =
        [
            Sample, Part, new("y", Rows), new("x", Columns), new("c", Form.Channels), new("i", 4), new("j", 4),
        ];
        Expr Pixel(int row, int column) => new LoadExpr(image, new(
        [
            Affine.Of(0), Affine.Of(1, 2 * Rows, row + Form.Row) + Affine.Of(2, 2), Affine.Of(3, 2, column + Form.Column), Affine.Of(4),
        ]));
        return new(
            name, new([TensorGraph.Batch, Parts, 16, Rows * Columns, Form.Channels]), new(box),
            new([Affine.Of(0), Affine.Of(1), Affine.Of(5, 4) + Affine.Of(6), Affine.Of(2, Columns) + Affine.Of(3), Affine.Of(4)]),
            Combine.Assign, WinogradTransforms.Choose(WinogradTransforms.Image(Pixel), 5, 6));
    }

    /// <summary>[n, part, 16, tile, filter].</summary>
    public NestNode Products(string name, int image, int kernel)
    {
        Axis[] box =
        [
            Sample, Part, new("k", 16), new("t", Rows * Columns), new("o", Form.Filters), new("c", Form.Channels),
        ];
        Expr body = Scalars.Times(
            new LoadExpr(image, new([Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3), Affine.Of(5)])),
            new LoadExpr(kernel, new([Affine.Of(2), Affine.Of(5), Affine.Of(4)])));
        return new(name, new([TensorGraph.Batch, Parts, 16, Rows * Columns, Form.Filters]), new(box), GraphBuilder.Identity(5), Combine.Sum, body);
    }

    /// <summary>The convolution's node: its target from the products, its epilogue on each element.</summary>
    /// <param name="id">The new number of a node that the epilogue loads.</param>
    public NestNode Output(int products, Func<int, int> id)
    {
        Axis[] box =
        [
            Sample, Part, new("y", Rows), new("x", Columns), new("o", Form.Filters), new("i", 2), new("j", 2),
        ];
        (Affine row, Affine column) = (Affine.Of(1, 2 * Rows) + Affine.Of(2, 2) + Affine.Of(5), Affine.Of(3, 2) + Affine.Of(6));
        Expr Product(int i, int j) => new LoadExpr(products, new(
            [Affine.Of(0), Affine.Of(1), Affine.Number((4 * i) + j), Affine.Of(2, Columns) + Affine.Of(3), Affine.Of(4)]));
        Expr sum = WinogradTransforms.Choose(WinogradTransforms.Output(Product), 5, 6);

        // The epilogue knows the indices of the target only.
        Affine[] indices = Form.Nest.Box.Select(_ => Affine.Number(0)).ToArray();
        (indices[0], indices[Form.Indices.Y], indices[Form.Indices.X], indices[Form.Indices.O]) = (Affine.Of(0), row, column, Affine.Of(4));
        Expr body = Form.Nest.Epilogue is not { } epilogue ? sum : Expressions.Rewrite(epilogue, part => Expressions.Over(part, indices) switch
        {
            AccumulatorExpr => sum,
            LoadExpr load => load with { Node = id(load.Node) },
            var other => other,
        });
        return new(Form.Nest.Name, Form.Nest.Shape, new(box), new([Affine.Of(0), row, column, Affine.Of(4)]), Combine.Assign, body,
            GradientScale: Form.Nest.GradientScale);
    }
}
