using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The states of stateful layers, which begin a batch as the batch before has left them: a row of all of them for each sample, which the runtime
/// hands in and takes back. No gradient passes from batch to batch.
/// </summary>
internal sealed class KeptStates(GraphBuilder graph)
{
    private readonly List<int> _last = [];
    private readonly RowInput _input = new(graph, "kept", InputKind.KeptStates);

    /// <summary>What a state begins with, [N, units].</summary>
    /// <param name="name">Of the node.</param>
    public int First(string name, int units)
    {
        int offset = _input.Grow(units);
        return graph.Map(
            name, new EquatableArray<int>([TensorGraph.Batch, units]), new LoadExpr(_input.Node, new([Affine.Of(0), Affine.Of(1, 1, offset)])));
    }

    /// <summary>Says what the states have become, in the order in which they were begun.</summary>
    public void AddLast(IEnumerable<int> states) => _last.AddRange(states);

    /// <summary>What all of them have become, [N, values]; null where there is none.</summary>
    public int? Next() => _last.Count == 0 ? null : ConcatOp.Build(graph, "kept.next", 0, new([_input.Values]), _last);
}
