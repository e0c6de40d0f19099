using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// Where streams keep what they keep: a row for each, in which every tensor has its place. Kernels read and write there, so that a step copies
/// nothing.
/// </summary>
internal sealed class KeptPlaces
{
    private readonly Dictionary<(InputKind Kind, int Index), KeptPlace> _places = [];
    private readonly Dictionary<InputKind, long> _floats = [];

    private KeptPlaces(TensorGraph graph)
    {
        foreach (InputKind kind in new[] { InputKind.StreamState, InputKind.StreamGiven })
        {
            var inputs = graph.Nodes.OfType<InputNode>().Where(input => input.Kind == kind).OrderBy(input => input.Index).ToList();
            List<TensorLayout> layouts = inputs.ConvertAll(input => TensorLayout.Padded(input.Shape, [], []));
            (long floats, long offset) = (layouts.Sum(layout => TensorLayout.Round(layout.PerSample)), 0L);
            _floats[kind] = floats;
            for (int i = 0; i < inputs.Count; offset += TensorLayout.Round(layouts[i].PerSample), i++)
            {
                _places[(kind, inputs[i].Index)] = new(offset, layouts[i].PerSample, layouts[i].InRow(floats));
            }
        }
    }

    public static KeptPlaces Of(TensorGraph graph) => new(graph);

    /// <summary>The length of a stream's row with all tensors of a kind.</summary>
    public long FloatsOf(InputKind kind) => _floats[kind];

    /// <summary>The place of an input, of a kind that streams keep.</summary>
    public KeptPlace? Of(InputNode input) => _places.TryGetValue((input.Kind, input.Index), out KeptPlace? place) ? place : null;

    /// <summary>The place of an output, of a kind that streams keep.</summary>
    public KeptPlace? Of(GraphOutput output) => output.Kind switch
    {
        OutputKind.StreamState => _places[(InputKind.StreamState, output.Index)],
        OutputKind.StreamGiven => _places[(InputKind.StreamGiven, output.Index)],
        _ => null,
    };

    /// <summary>The place that a node is written to straight away; null where it is not kept, or is cleared before it is written.</summary>
    public KeptPlace? Target(TensorGraph graph, int id) => graph.Nodes[id] is NestNode nest && (nest.Combine == Combine.Assign || IsFilled(nest))
        ? graph.Outputs.Where(output => output.Node == id).Select(Of).FirstOrDefault(place => place is not null) : null;

    /// <summary>Whether each element is one sum.</summary>
    private static bool IsFilled(NestNode nest) =>
        Expressions.IsInjective(nest.Target, nest.Box) && Expressions.ReachesAll(nest.Target, nest.Box, nest.Shape);
}

/// <summary>A part of a stream's row.</summary>
/// <param name="Offset">From the row's start.</param>
/// <param name="Floats">Its length.</param>
/// <param name="Layout">Of the tensor, whose samples are rows apart.</param>
internal sealed record KeptPlace(long Offset, long Floats, TensorLayout Layout);
