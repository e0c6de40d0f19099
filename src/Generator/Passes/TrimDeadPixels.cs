using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// Does not compute what nobody reads: the last rows and columns of an image that a stride leaves out. Tensors and boxes become smaller, back to the
/// first; in a loop
/// they stay, since each step reads what the one before has made.
/// </summary>
internal static class TrimDeadPixels
{
    public static TensorGraph Run(TensorGraph graph)
    {
        Node[] nodes = graph.Nodes.ToArray();
        long[][] touched = graph.Nodes.Select(node => new long[node.Shape.Count]).ToArray();
        foreach (GraphOutput output in graph.Outputs)
        {
            TouchAll(touched[output.Node]);
        }

        for (int id = nodes.Length - 1; id >= 0; id--)
        {
            if (nodes[id] is NestNode nest)
            {
                if (nest.Loop == Node.NoLoop)
                {
                    nodes[id] = nest = Trim(nest, touched[id]);
                }

                Touch(nest, touched);
                continue;
            }

            foreach (int read in nodes[id].Reads)
            {
                TouchAll(touched[read]);
            }
        }

        return graph with { Nodes = new(nodes) };
    }

    private static void TouchAll(long[] touched)
    {
        for (int d = 0; d < touched.Length; d++)
        {
            touched[d] = long.MaxValue;
        }
    }

    /// <summary>Notes how far along each axis the nest reads.</summary>
    private static void Touch(NestNode nest, long[][] touched)
    {
        foreach (LoadExpr load in Expressions.Loads(nest))
        {
            for (int d = 0; d < load.Access.Count; d++)
            {
                touched[load.Node][d] = Math.Max(touched[load.Node][d], Expressions.Range(load.Access[d], nest.Box).High + 1);
            }
        }
    }

    private static NestNode Trim(NestNode nest, long[] touched)
    {
        (int[] shape, Axis[] box) = (nest.Shape.ToArray(), nest.Box.ToArray());
        for (int d = 0; d < shape.Length; d++)
        {
            if (touched[d] > 0 && touched[d] < shape[d] && IndexOf(nest, d) is { } index)
            {
                shape[d] = (int)touched[d];
                box[index] = box[index] with { Extent = (int)touched[d] };
            }
        }

        return shape.SequenceEqual(nest.Shape) ? nest : nest with { Shape = new(shape), Box = new(box) };
    }

    /// <summary>The index that runs along the axis from end to end, and along no other axis; null where it is not so simple.</summary>
    private static int? IndexOf(NestNode nest, int axis)
    {
        Affine form = nest.Target[axis];
        return form.Terms.Count == 1 && form == Affine.Of(form.Terms[0].Index)
            && nest.Box[form.Terms[0].Index].Extent == nest.Shape[axis]
            && nest.Target.Count(other => other[form.Terms[0].Index] != 0) == 1
                ? form.Terms[0].Index
                : null;
    }
}
