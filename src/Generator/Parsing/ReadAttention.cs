using System.Collections.Generic;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>[MultiHeadAttention] -> draft.</summary>
internal static class ReadAttention
{
    public static LayerDraft Run(LayerArguments arguments)
    {
        var heads = arguments.Size("numHeads");
        var keyDim = arguments.Size("keyDim");
        var valueDim = arguments.NotNegative("ValueDim", 0) is > 0 and var size ? size : keyDim;
        var sourceHeads = arguments.NotNegative("KeyValueHeads", 0) is > 0 and var few ? few : heads;
        if (heads % sourceHeads != 0)
        {
            arguments.Report(Descriptors.HeadsDoNotDivide, "KeyValueHeads", Invariant.Text(sourceHeads), Invariant.Text(heads));
        }

        var dropout = arguments.Attribute.Value("Dropout", 0f);
        if (!(dropout >= 0 && dropout < 1))
        {
            arguments.Report(Descriptors.RateOutOfRange, "Dropout", Invariant.Text(dropout));
        }

        var draft = new MultiHeadAttentionOp(
            heads, sourceHeads, keyDim, valueDim, arguments.NotNegative("OutputDim", 0), arguments.Attribute.Value("UseBias", true), arguments.Attribute.Value("Causal", false), dropout,
            arguments.Choice("KernelInitializer", "Initializer", InitializerKind.GlorotUniform), arguments.Choice("BiasInitializer", "Initializer", InitializerKind.Zeros), 0, 0, 0);
        return new(ShapeRules.Elementwise, _ => draft)
        {
            Inputs = (1, 4),
            ShapeOfAll = inputs => Shape(draft, inputs),
            OpOf = inputs => Place(draft, inputs),
        };
    }

    /// <summary>The operation for inputs of these shapes.</summary>
    private static MultiHeadAttentionOp Place(MultiHeadAttentionOp op, IReadOnlyList<EquatableArray<int>> inputs)
    {
        var (query, value) = (inputs[0], inputs.Count > 1 ? inputs[1] : inputs[0]);
        var key = inputs.Count > 2 ? inputs[2] : value;
        return op with { Output = op.Output > 0 ? op.Output : query[1], QueryWidth = query[1], ValueWidth = value[1], KeyWidth = key[1] };
    }

    /// <summary>[places, width] and [sources, width] -> [places, output].</summary>
    private static ShapeResult Shape(MultiHeadAttentionOp op, IReadOnlyList<EquatableArray<int>> inputs)
    {
        var (query, value) = (inputs[0], inputs.Count > 1 ? inputs[1] : inputs[0]);
        var key = inputs.Count > 2 ? inputs[2] : value;
        if (query.Count != 2 || value.Count != 2 || key.Count != 2 || key[0] != value[0])
        {
            return ShapeResult.Refuse(ShapeFault.Sequences);
        }

        var pairs = new EquatableArray<int>([op.Heads, query[0], value[0]]);
        return inputs.Count > 3 && Forward.FunctionShapes.Broadcast(inputs[3], pairs) != pairs
            ? ShapeResult.Refuse(ShapeFault.Mask)
            : ShapeResult.Of([query[0], op.Output > 0 ? op.Output : query[1]]);
    }
}
