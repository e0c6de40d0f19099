using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Where a loop's axes are among a nest's indices, and among a tensor's dimensions.</summary>
internal static class LoopAxes
{
    /// <summary>The position in the nest's box of each of the loop's axes; -1 for one that it has not.</summary>
    public static int[] IndicesOf(NestNode nest, LoopRegion loop) =>
        [.. loop.Axes.Select(axis => nest.Box.ToList().FindIndex(other => other.Name == axis.Name))];

    /// <summary>The dimension of a loop's node that runs along each of its axes; -1 for a sum over all steps.</summary>
    public static int[] DimensionsOf(TensorGraph graph, int id) => graph.Nodes[id] switch
    {
        CarriedNode carried => [carried.Axis],
        NestNode nest => [.. IndicesOf(nest, graph.Loops[nest.Loop]).Select(index => nest.Target.ToList().IndexOf(Affine.Of(index)))],
        var node => throw new InvalidOperationException("A loop does not compute '" + node.Name + "'."),
    };

    /// <summary>A map whose axes along the given dimensions have the loop's names, those of the others being out of their way.</summary>
    public static NestNode Rename(NestNode map, LoopRegion loop, IReadOnlyList<int> dimensions)
    {
        Axis[] box = map.Box.ToArray();
        for (int d = 0; d < box.Length; d++)
        {
            int axis = dimensions.ToList().IndexOf(d);
            string name = axis >= 0 ? loop.Axes[axis].Name : box[d].Name;
            box[d] = box[d] with { Name = axis < 0 && loop.Axes.Any(other => other.Name == name) ? name + "i" : name };
        }

        return map with { Box = new(box) };
    }
}
