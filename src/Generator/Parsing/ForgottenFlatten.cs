using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>
/// A dense layer works at each place of what it gets. Where it is the last one, of a network that neither names the places nor looks at neighbours of
/// them, or has fewer of them than its input, a layer that makes one row of them was likely forgotten.
/// </summary>
internal sealed class ForgottenFlatten
{
    private readonly IReadOnlyList<NodeSpec> _nodes;
    private readonly NodeSpec _output;
    private readonly List<NodeSpec> _line = [];

    /// <param name="nodes">All nodes of the network.</param>
    /// <param name="output">The one that the loss judges.</param>
    public ForgottenFlatten(IReadOnlyList<NodeSpec> nodes, int output)
    {
        (_nodes, _output) = (nodes, nodes[output]);
        for (NodeSpec node = _output; node.Inputs.Count == 1; node = nodes[node.Inputs[0]])
        {
            _line.Add(node);
        }
    }

    /// <summary>Warns of it, where it looks so.</summary>
    /// <param name="isCategorical">
    /// Whether rows are classes; else several values at a place may be what is wanted of it, such as the input itself.
    /// </param>
    public void Check(bool isCategorical, AttributeReader loss, Problems problems)
    {
        if (_line.Count == 0 || _nodes[_line.Last().Inputs[0]] is not { Op: InputOp } input || _line.Any(node => !IsPlain(node.Op))
            || _line.FirstOrDefault(node => node.Op is not (ActivationOp or DropoutOp)) is not { Op: DenseOp } dense
            || (!isCategorical && _output.OutputShape.Last() > 1))
        {
            return;
        }

        (EquatableArray<int> places, EquatableArray<int> given) = (Places(_output), Places(input));
        if (places.Count > 0 && !(places.SequenceEqual(given) && _line.Any(node => node.Op.Order == ImageOrder.OfImages)))
        {
            problems.Add(Descriptors.TargetForEachPlace, loss.Where("kind"), dense.DisplayName, Invariant.Text(_output.OutputShape),
                Invariant.Text(ShapeRules.Elements(places)));
        }
    }

    /// <summary>Whether a layer says nothing about what the places are.</summary>
    private static bool IsPlain(OpSpec op) => op is DenseOp or ActivationOp or DropoutOp or SpatialDropoutOp or ConvOp or DepthwiseConv2DOp
        or SeparableConv2DOp or MaxPoolOp or AveragePoolOp or BatchNormalizationOp or LayerNormalizationOp or ZeroPaddingOp or CroppingOp
            or RescalingOp;

    private static EquatableArray<int> Places(NodeSpec node) => new(node.OutputShape.Take(node.OutputShape.Count - 1));
}
