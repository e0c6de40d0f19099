using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Graph.Gradients;

/// <summary>Whose gradients are asked for.</summary>
internal readonly record struct GradientWish(bool Parameters, bool Input);

/// <summary>
/// The gradients of a graph's nodes while they are made, from the last node to the first: what reaches a node in parts is added up when its turn
/// comes.
/// </summary>
internal sealed class GradientParts
{
    private readonly bool[] _needed;
    private readonly Dictionary<int, List<int>> _parts = [];
    private readonly GradientLoops _loops;

    public GradientParts(TensorGraph graph, GradientWish wish)
    {
        (Graph, Builder) = (graph, new(graph));
        _loops = new(this);
        _needed = Needed(graph, wish);
    }

    /// <summary>What is differentiated.</summary>
    public TensorGraph Graph { get; }

    /// <summary>Has the graph's nodes, then the gradients'.</summary>
    public GraphBuilder Builder { get; }

    /// <summary>Whether a node's gradient is wanted, by itself or for others.</summary>
    public bool IsNeeded(int id) => _needed[id];

    /// <summary>Adds a node to the sum that is another's gradient.</summary>
    public void Add(int id, int part)
    {
        if (!_parts.TryGetValue(id, out List<int>? parts))
        {
            _parts[id] = parts = [];
        }

        parts.Add(part);
    }

    /// <summary>Adds to what the loop that runs backwards over a loop's steps begins with.</summary>
    /// <param name="source">What the loop carries.</param>
    public void AddBeginning(int source, int gradient) => _loops.AddBeginning(source, gradient);

    /// <summary>What carries the gradient of a loop's state from each step to the one before.</summary>
    public int CarriedBack(int carried) => _loops.CarriedBack(carried);

    /// <summary>
    /// The loop of a gradient that goes from one node to another: that of both, backwards; else it can wait until all steps are done.
    /// </summary>
    public int LoopBetween(Node from, Node to) => from.Loop != Node.NoLoop && from.Loop == to.Loop ? _loops.Of(from.Loop) : Node.NoLoop;

    /// <summary>Makes the gradients of a node and of all before it.</summary>
    public void Propagate(int last)
    {
        for (int id = last; id >= 0; id--)
        {
            Node node = Graph.Nodes[id];
            _loops.Enter(node.Loop);
            if (_needed[id] && node is not ParameterNode { SparseUpdates: true } && Total(id) is { } gradient)
            {
                node.PassGradient(this, id, gradient);
            }
        }

        _loops.Enter(Node.NoLoop);
    }

    /// <summary>What reaches a node, part by part.</summary>
    public IReadOnlyList<int> PartsOf(int id) => _parts.TryGetValue(id, out List<int>? parts) ? parts : [];

    /// <summary>The sum of what reaches a node, or null.</summary>
    public int? Total(int id)
    {
        if (!_parts.TryGetValue(id, out List<int>? parts))
        {
            return null;
        }

        // What a loop carries backwards is computed by its steps, even where all of it comes from outside.
        bool isCarried = Graph.Nodes[id] is CarriedNode;
        int loop = isCarried ? _loops.Of(Graph.Nodes[id].Loop) : parts.Select(part => Builder[part].Loop).Max();
        if (parts.Count > 1 || (isCarried && Builder[parts[0]].Loop != loop))
        {
            Expr sum = parts.Skip(1).Aggregate((Expr)Builder.Same(parts[0]), (total, part) => Scalars.Add(total, Builder.Same(part)));
            _parts[id] = parts = [MapLike(id, "d." + Graph.Nodes[id].Name + ".sum", sum, loop)];
        }

        return parts[0];
    }

    /// <summary>The sum, or zeros where nothing reaches the node.</summary>
    public int TotalOrZero(int id, int loop = Node.NoLoop) => Total(id) ?? MapLike(id, "d." + Graph.Nodes[id].Name, Scalars.Number(0), loop);

    /// <summary>A map of a node's shape, with the loop's name for the axis that counts its steps.</summary>
    private int MapLike(int id, string name, Expr body, int loop)
    {
        Node map = Builder[Builder.Map(name, id, body)];
        if (loop != Node.NoLoop)
        {
            Builder.Replace(Builder.Count - 1, LoopAxes.Rename((NestNode)map, Builder.Loops[loop],
                LoopAxes.DimensionsOf(Graph, id)) with { Loop = loop });
        }

        return Builder.Count - 1;
    }

    private static bool[] Needed(TensorGraph graph, GradientWish wish)
    {
        bool[] needed = new bool[graph.Nodes.Count];
        bool changed;
        do
        {
            changed = false;
            for (int id = 0; id < needed.Length; id++)
            {
                bool isNeeded = needed[id] || graph.Nodes[id].NeedsGradient(wish, read => needed[read])
                    || (graph.Nodes[id] is CarriedNode carried
                    && graph.Loops[carried.Loop].Carries.Any(carry => carry.Carried == id && needed[carry.Source]));
                changed |= isNeeded != needed[id] && graph.Loops.Count > 0;
                needed[id] = isNeeded;
            }
        }
        while (changed);
        return needed;
    }
}
