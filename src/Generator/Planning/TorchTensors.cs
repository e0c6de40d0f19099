using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// A parameter as a tensor of PyTorch's: seen as a tensor of <c>Sizes</c>, its axes put in the order <c>Order</c>, and seen as a tensor of
/// <c>Shape</c>.
/// </summary>
/// <param name="Name">The end of the tensor's name.</param>
/// <param name="Fault">What keeps PyTorch from having it; null for nothing.</param>
internal sealed record TorchPlacement(string Name, EquatableArray<int> Shape, EquatableArray<int> Sizes, EquatableArray<int> Order, string? Fault)
{
    /// <summary>For each equal block of the tensor's first axis, the block of the parameter that it is; null where these are the same.</summary>
    public EquatableArray<int>? Blocks { get; init; }

    /// <summary>Whether the tensor is the parameter as it is.</summary>
    public bool IsSame => Blocks is null && Shape == Sizes && Order.SequenceEqual(Enumerable.Range(0, Order.Count));
}

/// <summary>ModelSpec -> the parameters' tensors in PyTorch.</summary>
internal static class TorchTensors
{
    /// <summary>By the parameters' names.</summary>
    public static IReadOnlyDictionary<string, TorchPlacement> Of(ModelSpec spec)
    {
        var tensors = new Dictionary<string, TorchPlacement>();
        foreach (NodeSpec node in spec.Nodes.Where(node => node.Owner is null))
        {
            var images = new Lazy<LayerImages>(() => LayerImages.Of(spec, node));
            foreach (LayerParameter parameter in LayerParameters.Of(node.Op, node.Shapes(spec.Nodes).Inputs))
            {
                string name = node.Name + "/" + parameter.Role;
                tensors[name] = Place(name, parameter, images);
            }
        }

        return tensors;
    }

    private static TorchPlacement Place(string name, LayerParameter parameter, Lazy<LayerImages> images)
    {
        (TorchTensor torch, EquatableArray<int> shape) = (parameter.Torch, parameter.Shape);
        if (torch.Fault is { } fault)
        {
            EquatableArray<int> nothing = EquatableArray<int>.Empty;
            return new("", nothing, nothing, nothing, string.Format(CultureInfo.InvariantCulture, fault, name));
        }

        // An axis that runs over an image is cut into the image's, which PyTorch has with its channels first.
        (List<int> sizes, List<int[]> places) = (new List<int>(), new List<int[]>());
        for (int axis = 0; axis < shape.Count; axis++)
        {
            int first = sizes.Count;
            EquatableArray<int>? image =
                (axis == torch.Along.Input ? images.Value.Input : null) ?? (axis == torch.Along.Output ? images.Value.Output : null);
            sizes.AddRange(image ?? new([shape[axis]]));
            int count = sizes.Count - first;
            places.Add([.. Enumerable.Range(0, count).Select(i => first + ((i + count - 1) % count))]);
        }

        return new(
            torch.Name, new(torch.Axes.Select(merged => merged.Aggregate(1, (size, axis) => size * shape[axis]))), new(sizes),
            new(torch.Axes.SelectMany(merged => merged.SelectMany(axis => places[axis]))), null)
        {
            Blocks = torch.Blocks,
        };
    }
}
