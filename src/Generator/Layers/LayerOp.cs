using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A kind of layer, as its attribute says it: whatever depends on the shapes of its inputs is computed from them.</summary>
internal abstract record LayerOp : OpSpec
{
    /// <summary>How users write the layer.</summary>
    public abstract LayerCard Card { get; }

    public sealed override SummaryRow Row => SummaryRow.OfLayer(Card.Type);

    /// <summary>The shape rule, with Keras' meaning.</summary>
    public abstract ShapeResult Shape(LayerInputs inputs);

    /// <summary>What it keeps, in Keras' order.</summary>
    /// <param name="inputs">The shapes of its inputs, which it was found to fit.</param>
    public abstract IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs);
}

/// <summary>A layer that computes new values from all that it reads: they may be any numbers.</summary>
internal abstract record ComputingLayer : LayerOp
{
    public sealed override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;

    public sealed override WholeNumbers? Numbers(OpShapes shapes) => null;

    public sealed override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;
}

/// <summary>A layer that keeps nothing, multiplies no matrices, and works on each sample by itself.</summary>
internal abstract record FreeLayer : LayerOp
{
    public sealed override bool MixesSamples => false;

    public sealed override WholeNumbers? Numbers(OpShapes shapes) => null;

    public sealed override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public sealed override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) => [];

    public sealed override long Flops(OpShapes shapes) => 0;
}

/// <summary>A layer that only names the same numbers, row-major, by another shape.</summary>
internal abstract record ReshapingLayer : LayerOp
{
    public sealed override bool MixesSamples => false;

    public sealed override StepRule Steps => StepRule.Dropped;

    public sealed override ImageOrder Order => ImageOrder.Reshaped;

    public sealed override WholeNumbers? Numbers(OpShapes shapes) => null;

    public sealed override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => places;

    public sealed override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) => [];

    public sealed override long Flops(OpShapes shapes) => 0;

    public sealed override OutputValues Values(OutputRange range, OpShapes shapes) =>
        shapes.Output.LastOrDefault() == shapes.Input.LastOrDefault() ? OutputValues.Of(range) : OutputValues.WithoutSum(range);

    public sealed override int Build(BuildContext at) => Reshaping.Build(at.Graph, at.Name, at.Output, at.Input);

    public sealed override OnnxValue Export(ExportContext at) => at.Output.Count == 1
        ? at.Give("Flatten", [at.Plain], OnnxAttribute.Int("axis", 1))
        : at.Of(at.Graph.Add(at.Name, "Reshape", [at.Plain, at.Graph.Ints([-1, .. at.Output.Select(size => (long)size)])]));
}
