using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The losses of a network of which some places do not count. As in Keras and PyTorch, the loss of a batch is the mean over all its places that do,
/// so a sample with many of them has a larger share than one with few: the runtime counts them before the batch, and gives each sample's share.
/// </summary>
internal sealed class LossShares(GraphBuilder graph)
{
    private readonly List<int> _counts = [];
    private readonly RowInput _input = new(graph, "shares", InputKind.Shares);

    /// <summary>What a sample's mean over its own places is multiplied with: the samples' number times the sample's part of all places.</summary>
    /// <param name="count">How many places count in the loss, [N].</param>
    public Expr Of(int count)
    {
        _counts.Add(count);
        int place = _input.Grow(1);
        return new LoadExpr(_input.Node, new([Affine.Of(0), Affine.Number(place)]));
    }

    /// <summary>How many places of each sample count in each loss that has asked, [N, losses]; null where none has.</summary>
    public int? Places()
    {
        if (_counts.Count == 0)
        {
            return null;
        }

        var column = new EquatableArray<int>([TensorGraph.Batch, 1]);
        var columns = _counts.Select(count => graph.Map("places", column, new LoadExpr(count, new([Affine.Of(0)])), gradientScale: 0)).ToList();
        return columns.Count == 1 ? columns[0] : ConcatOp.Build(graph, "places", 0, new([columns.Count]), columns);
    }
}

/// <summary>Which places of an output its loss looks at, and how.</summary>
/// <param name="Mask">Which steps count, [N, steps] of ones and zeros; null where all do.</param>
/// <param name="Weights">A factor for the loss of each place, of the first axes of the output's shape; null for 1.</param>
/// <param name="Shares">Where the loss asks for its share of a batch; null for the mean of each sample's own places.</param>
internal sealed record LossPlaces(int? Mask, int? Weights, LossShares? Shares)
{
    public static readonly LossPlaces All = new(null, null, null);
}
