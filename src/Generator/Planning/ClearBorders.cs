using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>Steps that put zeros around a tensor, where windows read beyond it.</summary>
internal static class ClearBorders
{
    public static IEnumerable<NestStep> Run(NestSteps nests, Node node, TensorLayout layout, int buffer)
    {
        for (int d = 1; d < node.Shape.Count; d++)
        {
            if (layout.Before[d] > 0)
            {
                yield return Strip(nests, node, layout, d, -layout.Before[d], layout.Before[d], buffer);
            }

            if (layout.After[d] > 0)
            {
                yield return Strip(nests, node, layout, d, node.Shape[d], layout.After[d], buffer);
            }
        }
    }

    /// <summary>Cells of one side: all along the inner dimensions, inside along the outer ones, which have strips of their own.</summary>
    private static NestStep Strip(NestSteps nests, Node node, TensorLayout layout, int dimension, long from, long cells, int buffer)
    {
        var box = new List<FlatAxis>();
        var offset = Affine.Number(layout.Constant);
        for (int d = 0; d < node.Shape.Count; d++)
        {
            bool last = d == node.Shape.Count - 1;
            (long start, long extent) = d == dimension ? (from, cells)
                : d < dimension ? (0L, (long)node.Shape[d])
                : (-layout.Before[d], layout.Before[d] + (last ? layout.PaddedLast : node.Shape[d]) + layout.After[d]);
            box.Add(new("i" + Invariant.Text(d), extent, extent));
            offset += Affine.Of(d, layout.Strides[d], start * layout.Strides[d]);
        }

        return nests.Run(
            new FlatNest(
                node.Name + ".border", new(box), new(0, offset, EquatableArray<Guard>.Empty), Combine.Assign, Accumulate: false, new ConstExpr(0),
                    Epilogue: null,
                EquatableArray<FlatAccess>.Empty, EquatableArray<int>.Empty, new([new FlatBuffer("output", layout.Fixed, layout.PerSample)])),
            [buffer]);
    }
}
