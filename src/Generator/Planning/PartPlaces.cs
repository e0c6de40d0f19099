using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// What is nothing but a part of a later tensor, as the inputs of a concatenation are, lies in the memory of that one: who computes it writes it
/// where it belongs, and nobody copies it.
/// </summary>
internal sealed class PartPlaces
{
    private readonly TensorGraph _graph;
    private readonly TensorLayout[] _layouts;
    private readonly (int Whole, NestNode Part)?[] _places;
    private readonly HashSet<int> _fixed, _outputs, _elsewhere;

    private PartPlaces(TensorGraph graph, TensorLayout[] layouts, KeptPlaces kept, bool[] derived)
    {
        (_graph, _layouts, _places) = (graph, layouts, new (int, NestNode)?[graph.Nodes.Count]);
        _outputs = [.. graph.Outputs.Select(output => output.Node)];
        _elsewhere = [.. graph.Outputs.Where(o => o.Kind is OutputKind.ParameterGradient or OutputKind.StateUpdate).Select(o => o.Node)];
        _fixed =
        [
            .. Enumerable.Range(0, graph.Nodes.Count).Where(id => derived[id] || kept.Target(graph, id) is not null),
            .. graph.Loops.SelectMany(loop => loop.Carries.Select(carry => carry.Source)),
            .. PlanLayouts.LocalsOf(graph),
        ];
    }

    /// <param name="layouts">Gets new layouts of tensors that lie in others.</param>
    /// <param name="derived">By node: whether it depends on parameters only.</param>
    public static PartPlaces Run(TensorGraph graph, TensorLayout[] layouts, KeptPlaces kept, bool[] derived)
    {
        var places = new PartPlaces(graph, layouts, kept, derived);

        // A whole may be a part of a later one: its place comes first.
        for (int id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            if (places.CanHoldParts(id) && MapParts.Of((NestNode)graph.Nodes[id]) is { Count: > 1 } parts)
            {
                foreach (NestNode part in parts)
                {
                    places.Place(id, part);
                }
            }
        }

        return places;
    }

    /// <summary>The node whose memory a node's tensor lies in, or null.</summary>
    public int? WholeOf(int id) => _places[id]?.Whole;

    /// <summary>Whether a part of a node's tensor is there already.</summary>
    public bool IsInPlace(int id, NestNode part) =>
        part.Body is LoadExpr load && _places[load.Node] is { } place && place.Whole == id && place.Part == part;

    private bool CanHoldParts(int id) => _graph.Nodes[id] is NestNode { Loop: Node.NoLoop } node && node.Shape.Count > 1
        && node.Shape[0] == TensorGraph.Batch && !_fixed.Contains(id) && !_elsewhere.Contains(id);

    private void Place(int whole, NestNode part)
    {
        if (part.Body is not LoadExpr load || load.Access != GraphBuilder.Identity(part.Shape.Count)
            || !_graph.Nodes[load.Node].Shape.SequenceEqual(part.Box.Select(axis => axis.Extent))
            || _places[load.Node] is not null || !CanBePart(load.Node))
        {
            return;
        }

        Node node = _graph.Nodes[load.Node];
        int dimension = Enumerable.Range(0, part.Shape.Count).First(d => node.Shape[d] != part.Shape[d]);
        long start = part.Target[dimension].Constant;
        if (dimension < part.Shape.Count - 1 || (start % Processor.MostLanes == 0 && node.Shape[dimension] % Processor.MostLanes == 0))
        {
            _places[load.Node] = (whole, part);
            _layouts[load.Node] = _layouts[whole].Part(dimension, start, node.Shape[dimension]);
        }
    }

    /// <summary>Whether a nest writes each element of its tensor, no other, and may do so anywhere.</summary>
    private bool CanBePart(int id) => _graph.Nodes[id] is NestNode nest && nest.Shape.Count > 1 && nest.Shape[0] == TensorGraph.Batch
        && !_fixed.Contains(id) && !_layouts[id].HasBorder && !_outputs.Contains(id)
        && Expressions.IsInjective(nest.Target, nest.Box) && Expressions.ReachesAll(nest.Target, nest.Box, nest.Shape);
}
