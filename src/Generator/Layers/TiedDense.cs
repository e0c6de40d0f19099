using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>x E^T + b over the last axis, with the table E [Units, width] of the embedding <c>Table</c>; bias [Units].</summary>
/// <param name="Table">The embedding's method beside the layer's own, and once the layer stands in a network, the embedding's name there.</param>
/// <param name="Units">The table's rows; 0 before they are known.</param>
internal sealed record TiedDenseOp(string Table, int Units, bool UseBias, InitializerKind Bias) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("TiedDense", "TiedDense", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        (bool bias, InitializerKind start) = (arguments.Value("UseBias", false), arguments.Initializer("BiasInitializer", InitializerKind.Zeros));
        ActivationKind activation = arguments.Activation();
        return new(new TiedDenseOp(arguments.Value<string>("layer", null) ?? "", 0, bias, start), activation);
    }

    public override ShapeResult Shape(LayerInputs inputs)
    {
        if (inputs.Beside(Table) is not ({ } owner, EmbeddingOp table))
        {
            return ShapeResult.Refuse(Descriptors.TableUnfit, ["layer"], Table, "no embedding of that name stands before it");
        }

        if (table.SparseUpdates)
        {
            return ShapeResult.Refuse(
                Descriptors.TableUnfit, ["layer"], Table, "it has SparseUpdates, and a product changes every row in every step");
        }

        return table.Width != inputs.First.Channels
            ? ShapeResult.Refuse(
                Descriptors.TableUnfit, ["layer"], Table,
                "its rows have " + Invariant.Text(table.Width) + " floats, the input is " + inputs.First.Text)
            : ShapeResult.Of(ShapeRules.WithChannels(inputs.First.Shape, table.Rows)) with
            {
                Completed = this with { Table = owner, Units = table.Rows },
            };
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        LayerParameter.Bias(UseBias, Units, Bias, Along.Neither);

    public override long Flops(OpShapes shapes) => Saturating.Of(2 * shapes.Outputs * shapes.Channels);

    /// <summary>y[..., v] = sum of x[..., d] table[v, d].</summary>
    public override int Build(BuildContext at)
    {
        (EquatableArray<int> source, int table) = (at.InputRows, at.ParametersOf(Table)[0]);
        int last = source.Count - 1;
        EquatableArray<int> shape = ShapeRules.WithChannels(source, Units);
        IEnumerable<Axis> box =
            GraphBuilder.Box(shape).Select((axis, d) => d == last ? new Axis("o", Units) : axis).Append(new Axis("k", source[last]));
        Expr body = Times(
            new LoadExpr(at.Input, new(Windows.Indices(0, last).Append(Affine.Of(last + 1)))),
            new LoadExpr(table, new([Affine.Of(last), Affine.Of(last + 1)])));
        string name = UseBias ? at.Name + ".matmul" : at.Name;
        int product = at.Graph.Add(new NestNode(name, shape, new(box), GraphBuilder.Identity(source.Count), Combine.Sum, body));
        return BiasSum.Build(at.Graph, at.Name, product, UseBias ? at.Parameters[0] : null);
    }

    public override OnnxValue Export(ExportContext at)
    {
        string table = at.Transpose("table", at.ParameterOf(Table, "embeddings"), 1, 0);
        return at.Biased(name => at.Graph.Add(name, "MatMul", [at.Plain, table]), UseBias ? at.Parameters[0] : "");
    }
}
