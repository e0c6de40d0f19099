using System;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// The images, with their channels last, that a layer reads as a vector, and that its vector becomes. Libraries whose images have their channels
/// first have the parameters along such a vector in another order.
/// </summary>
internal sealed record LayerImages(EquatableArray<int>? Input, EquatableArray<int>? Output)
{
    private static readonly LayerImages None = new(null, null);

    public static LayerImages Of(ModelSpec spec, NodeSpec node)
    {
        if (node.OutputShape.Count != 1)
        {
            return None;
        }

        NodeSpec source = spec.Nodes[node.Inputs[0]];
        while (KeepsOrder(spec, source))
        {
            source = spec.Nodes[source.Inputs[0]];
        }

        NodeSpec? user = User(spec, node);
        while (user is not null && KeepsOrder(spec, user))
        {
            user = User(spec, user);
        }

        return new(IsReshape(source) ? ImageBefore(spec, source) : null, user is not null && IsReshape(user) ? ImageAfter(spec, user) : null);
    }

    /// <summary>Whether a vector goes through the node element by element.</summary>
    private static bool KeepsOrder(ModelSpec spec, NodeSpec node) => node.OutputShape.Count == 1 && node.Op.Order switch
    {
        ImageOrder.Kept => true,
        ImageOrder.Reshaped => spec.Nodes[node.Inputs[0]].OutputShape.Count == 1,
        _ => false,
    };

    private static bool IsReshape(NodeSpec node) => node.Op.Order == ImageOrder.Reshaped;

    private static NodeSpec? User(ModelSpec spec, NodeSpec node)
    {
        int id = spec.Nodes.ToList().IndexOf(node);
        return spec.Nodes.FirstOrDefault(other => other.Inputs.Contains(id));
    }

    private static EquatableArray<int>? ImageBefore(ModelSpec spec, NodeSpec reshape)
    {
        NodeSpec image = spec.Nodes[reshape.Inputs[0]];
        return Image(image.OutputShape, image, node => node.Inputs.Count == 0 ? null : spec.Nodes[node.Inputs[0]]);
    }

    private static EquatableArray<int>? ImageAfter(ModelSpec spec, NodeSpec reshape) =>
        Image(reshape.OutputShape, User(spec, reshape), node => User(spec, node));

    /// <summary>
    /// Whether a shape is an image's. Of two axes, it is one where a layer over sequences gave it or takes it, and else rows of features, whose order
    /// is the same in all libraries.
    /// </summary>
    private static EquatableArray<int>? Image(EquatableArray<int> shape, NodeSpec? neighbour, Func<NodeSpec, NodeSpec?> next)
    {
        if (shape.Count != 2)
        {
            return shape.Count == 3 ? shape : null;
        }

        while (neighbour?.Op.Order is ImageOrder.Kept or ImageOrder.KeptInImages)
        {
            neighbour = next(neighbour!);
        }

        return neighbour?.Op.Order == ImageOrder.OfImages ? shape : null;
    }
}
