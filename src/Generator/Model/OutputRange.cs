using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Model;

/// <summary>What is known of a tensor's values, to judge whether a loss fits it; each kind includes the ones after it.</summary>
internal enum OutputRange
{
    /// <summary>Any number.</summary>
    Any,

    /// <summary>Never negative.</summary>
    NonNegative,

    /// <summary>From 0 to 1.</summary>
    UnitInterval,

    /// <summary>From 0 to 1, with the sum 1 over the last axis.</summary>
    Distribution,

    /// <summary>As the user feeds it: nothing can be said.</summary>
    AsInput,
}

/// <summary>Follows the range of the values through the layers.</summary>
internal static class OutputRanges
{
    /// <summary>The range of a node's output.</summary>
    public static OutputRange Of(IReadOnlyList<NodeSpec> nodes, int position)
    {
        var ranges = new List<OutputRange>(nodes.Count);
        foreach (var node in nodes)
        {
            ranges.Add(node.Inputs.Count == 0 ? OutputRange.AsInput : After(node, nodes[node.Inputs[0]], ranges[node.Inputs[0]]));
        }

        return ranges[position];
    }

    private static OutputRange After(NodeSpec node, NodeSpec input, OutputRange range) => node.Op switch
    {
        ActivationOp activation => After(activation.Kind, range),
        MaxPoolOp or GlobalMaxPoolOp or ZeroPaddingOp => WithoutSum(range),
        AveragePoolOp or GlobalAveragePoolOp or UpSamplingOp or CroppingOp => range,
        FlattenOp or ReshapeOp => node.OutputShape.Last() == input.OutputShape.Last() ? range : WithoutSum(range),
        DropoutOp { Rate: 0 } or SpatialDropoutOp { Rate: 0 } => range,
        DropoutOp or SpatialDropoutOp => range is OutputRange.UnitInterval or OutputRange.Distribution ? OutputRange.NonNegative : range,
        _ => OutputRange.Any,
    };

    private static OutputRange After(ActivationKind kind, OutputRange range) => kind switch
    {
        ActivationKind.Linear => range,
        ActivationKind.Softmax => OutputRange.Distribution,
        ActivationKind.Sigmoid or ActivationKind.HardSigmoid => OutputRange.UnitInterval,
        ActivationKind.Relu or ActivationKind.Relu6 when range is OutputRange.UnitInterval or OutputRange.Distribution => range,
        ActivationKind.Relu or ActivationKind.Relu6 or ActivationKind.Softplus or ActivationKind.Exponential => OutputRange.NonNegative,
        _ => OutputRange.Any,
    };

    private static OutputRange WithoutSum(OutputRange range) => range == OutputRange.Distribution ? OutputRange.UnitInterval : range;
}
