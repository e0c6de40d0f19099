using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A layer applied to each step of [steps, ...] by itself, with the same parameters.</summary>
internal sealed record TimeDistributedOp(LayerOp Inner) : LayerOp
{
    public override LayerCard Card => Inner.Card;

    public override bool MixesSamples => Inner.MixesSamples;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Lost;

    public override ShapeResult Shape(LayerInputs inputs)
    {
        int steps = inputs.First.Shape[0];
        ShapeResult result = Inner.Shape(inputs.Map(input => input with { Shape = OfStep(input.Shape) }));
        return result.Fault is not null ? result
            : result with { Shape = new(result.Shape.Prepend(steps)), Completed = result.Completed is { } op ? new TimeDistributedOp(op) : null };
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        Inner.Parameters([.. inputs.Select(OfStep)]);

    public override long Flops(OpShapes shapes) => Saturating.Product(shapes.Input[0], Inner.Flops(OfStep(shapes)));

    public override OutputValues Values(OutputRange range, OpShapes shapes) => Inner.Values(range, OfStep(shapes));

    public override WholeNumbers? Numbers(OpShapes shapes) => null;

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public override int Build(BuildContext at)
    {
        var scope = new StepScope(at.Graph, at.InputRows[1]);
        int output = Inner.Build(new Step(at, [.. at.Inputs.Select(scope.StepOf)]));
        scope.End();
        return output;
    }

    private static EquatableArray<int> OfStep(EquatableArray<int> shape) => new(shape.Skip(1));

    private static OpShapes OfStep(OpShapes shapes) => new([.. shapes.Inputs.Select(OfStep)], OfStep(shapes.Output));

    /// <summary>What a layer's equations of one step are added to.</summary>
    private sealed class Step(BuildContext at, IReadOnlyList<int> inputs) : BuildContext(at.Graph, at.Name, OfStep(at.Output))
    {
        public override IReadOnlyList<int> Inputs => inputs;

        public override IReadOnlyList<Operand> Operands => [.. inputs.Select(input => new Operand(input, null))];

        public override IReadOnlyList<int> Parameters => at.Parameters;

        public override bool IsTraining => at.IsTraining;

        public override int Position => at.Position;

        public override List<GraphOutput>? Updates => at.Updates;

        public override SequenceNotes Sequences => at.Sequences;

        public override LossShares? Shares => at.Shares;

        public override KeptStates? Kept => null;

        public override IReadOnlyList<int> ParametersOf(string layer) => at.ParametersOf(layer);

        public override int Part(InputKind kind, int offset) => at.Part(kind, offset);

        public override LastActivation ActivationOf(int node) => at.ActivationOf(node);

        public override void Note(int node, LastActivation activation) => at.Note(node, activation);
    }

    /// <summary>All steps of all samples are one batch.</summary>
    public override OnnxValue Export(ExportContext at)
    {
        IEnumerable<OnnxValue> steps = at.Inputs.Select(input => new OnnxValue(OfStep(input.Shape), isBatched: true, at.Graph.Scope)
        {
            Plain = at.Reshape("steps", at.Graph.Plain(input), OfStep(input.Shape)),
        });
        OnnxValue output = Inner.Export(new ExportedStep(at, [.. steps]));
        return at.Of(at.Reshape("sequence", at.Graph.Plain(output), at.Output));
    }

    /// <summary>What a layer's ONNX operations of one step are added to.</summary>
    private sealed class ExportedStep(ExportContext at, IReadOnlyList<OnnxValue> inputs) : ExportContext(at.Graph, at.Name, OfStep(at.Output))
    {
        public override IReadOnlyList<OnnxValue> Inputs => inputs;

        public override IReadOnlyList<string> Parameters => at.Parameters;

        public override OnnxSequences Sequences => at.Sequences;

        public override string BatchSize => throw new ExportRefused("a layer of each step by itself that needs the number of samples");

        public override string ParameterOf(string layer, string role) => at.ParameterOf(layer, role);
    }
}
