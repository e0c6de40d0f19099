using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A row of a table [Rows, Width] for each whole number: [...] to [..., Width].</summary>
/// <param name="MaskZero">Whether steps whose number is 0 do not count for what follows.</param>
/// <param name="SparseUpdates">Whether a training step changes only the rows that it read.</param>
internal sealed record EmbeddingOp(int Rows, int Width, InitializerKind Initializer, bool MaskZero = false, bool SparseUpdates = false) : LayerOp
{
    private static readonly EquatableArray<PenaltyRule> Penalties = new([new("embeddings", "Embeddings")]);

    public static LayerCard Attribute { get; } = new("Embedding", "Embedding", InputRule.OneOrNumber, Penalties, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Own;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        bool sparse = arguments.Value("SparseUpdates", false);
        foreach (string penalty in new[] { "EmbeddingsL1", "EmbeddingsL2" }.Where(name => sparse && arguments.Value(name, 0f) != 0))
        {
            arguments.Report(Descriptors.SparseUpdatesUnfit, penalty, penalty + ", which changes every row in every step");
        }

        return LayerDraft.Of(new EmbeddingOp(
            arguments.Size("inputDim"), arguments.Size("outputDim"), arguments.Initializer("EmbeddingsInitializer", InitializerKind.RandomUniform),
            arguments.Value("MaskZero", false), sparse));
    }

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape.Append(Width));

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        [LayerParameter.Table(Rows, Width, Initializer) with { SparseUpdates = SparseUpdates }];

    public override long Flops(OpShapes shapes) => 0;

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;

    public override WholeNumbers? Numbers(OpShapes shapes) => new(0, Rows);

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public override int Build(BuildContext at)
    {
        EquatableArray<int> output = at.Output;
        int places = (int)ShapeRules.Elements(output.Take(output.Count - 1));
        int rows = Reshaping.Build(at.Graph, at.Name + ".rows", new([places]), at.Input);
        string name = output.Count == 2 ? at.Name : at.Name + ".flat";
        int flat = at.Graph.Add(new GatherNode(name, new([TensorGraph.Batch, places, Width]), at.Parameters[0], rows));
        int rowsOfSteps = Reshaping.Build(at.Graph, at.Name, output, flat);
        if (MaskZero && output.Count > 1)
        {
            at.Sequences.NoteMask(rowsOfSteps, StepMasks.Differs(at.Graph, at.Name, at.Input, 0));
        }

        return rowsOfSteps;
    }

    /// <summary>Rows that are the same for each sample are looked up once.</summary>
    public override OnnxValue Export(ExportContext at)
    {
        string numbers = MaskZero ? at.Rows(at.Input) : at.Plain;
        string rows = at.Add("rows", "Cast", [numbers], OnnxTypes.To(OnnxTypes.Int64));
        OnnxValue output = at.Of(at.Graph.Add(at.Name, "Gather", [at.Parameters[0], rows]), MaskZero || at.Input.IsBatched);
        if (MaskZero && at.Output.Count > 1)
        {
            at.Sequences.NoteMask(output, OnnxMasks.Differs(at.Graph, at.Name, numbers, at.Output.Count - 2, 0));
        }

        return output;
    }
}
