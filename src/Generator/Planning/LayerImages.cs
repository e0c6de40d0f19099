using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// The images [height, width, channels] that a dense layer or a normalisation reads as a vector, and that its vector becomes. Libraries whose images have their channels first have
/// such a layer's weights in another order.
/// </summary>
internal sealed record LayerImages(EquatableArray<int>? Input, EquatableArray<int>? Output)
{
    private static readonly LayerImages None = new(null, null);

    public static LayerImages Of(ModelSpec spec, NodeSpec node)
    {
        if (node.Op is not (DenseOp or BatchNormalizationOp or LayerNormalizationOp or RmsNormalizationOp) || node.OutputShape.Count != 1)
        {
            return None;
        }

        var source = spec.Nodes[node.Inputs[0]];
        while (KeepsOrder(spec, source))
        {
            source = spec.Nodes[source.Inputs[0]];
        }

        var user = User(spec, node);
        while (user is not null && KeepsOrder(spec, user))
        {
            user = User(spec, user);
        }

        return new(IsReshape(source) ? Image(spec.Nodes[source.Inputs[0]].OutputShape) : null, user is not null && IsReshape(user) ? Image(user.OutputShape) : null);
    }

    /// <summary>Whether a vector goes through the node element by element.</summary>
    private static bool KeepsOrder(ModelSpec spec, NodeSpec node) => node.OutputShape.Count == 1 && node.Op switch
    {
        DropoutOp or ActivationOp or BatchNormalizationOp or LayerNormalizationOp or RmsNormalizationOp => true,
        FlattenOp or ReshapeOp => spec.Nodes[node.Inputs[0]].OutputShape.Count == 1,
        _ => false,
    };

    private static bool IsReshape(NodeSpec node) => node.Op is FlattenOp or ReshapeOp;

    private static NodeSpec? User(ModelSpec spec, NodeSpec node)
    {
        var id = spec.Nodes.ToList().IndexOf(node);
        return spec.Nodes.FirstOrDefault(other => other.Inputs.Contains(id));
    }

    private static EquatableArray<int>? Image(EquatableArray<int> shape) => shape.Count == 3 ? shape : null;
}
