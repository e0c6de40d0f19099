using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Adds nodes to a graph under construction; ids are positions.</summary>
internal sealed class GraphBuilder
{
    private static readonly string[][] AxisNames = [[], ["n"], ["n", "i"], ["n", "i", "j"], ["n", "y", "x", "c"]];

    private readonly List<Node> _nodes;
    private readonly HashSet<string> _names;
    private readonly List<LoopRegion> _loops = [];

    public GraphBuilder()
        : this([])
    {
    }

    public GraphBuilder(IEnumerable<Node> nodes)
    {
        _nodes = [.. nodes];
        _names = [.. _nodes.Select(n => n.Name)];
    }

    /// <summary>Goes on with a graph's nodes and loops.</summary>
    public GraphBuilder(TensorGraph graph)
        : this(graph.Nodes) => _loops = [.. graph.Loops];

    public Node this[int id] => _nodes[id];

    public EquatableArray<Node> Nodes => new(_nodes);

    public EquatableArray<LoopRegion> Loops => new(_loops);

    public int Count => _nodes.Count;

    /// <summary>Puts another node, of the same name, in a place.</summary>
    public void Replace(int id, Node node) => _nodes[id] = node;

    /// <summary>Adds a loop, for nodes that name its position.</summary>
    public int AddLoop(LoopRegion loop)
    {
        _loops.Add(loop);
        return _loops.Count - 1;
    }

    public void SetLoop(int position, LoopRegion loop) => _loops[position] = loop;

    /// <summary>Adds a node; its name gets a number when it is taken.</summary>
    public int Add(Node node)
    {
        string name = node.Name;
        for (int number = 2; !_names.Add(name); number++)
        {
            name = node.Name + "_" + Invariant.Text(number);
        }

        _nodes.Add(node with { Name = name });
        return _nodes.Count - 1;
    }

    /// <summary>A tensor of the same shape as <paramref name="like"/>, an element from the elements at its place.</summary>
    public int Map(string name, int like, Expr body, float gradientScale = 1) => Map(name, this[like].Shape, body, gradientScale);

    public int Map(string name, EquatableArray<int> shape, Expr body, float gradientScale = 1) =>
        Add(new NestNode(name, shape, Box(shape), Identity(shape.Count), Combine.Assign, body, GradientScale: gradientScale));

    /// <summary>Combines each row, that is all places along the last <paramref name="axes"/> axes, to one value.</summary>
    public int Reduce(string name, int like, Combine combine, Expr body, int axes = 1, float gradientScale = 1)
    {
        EquatableArray<int> shape = this[like].Shape;
        int kept = shape.Count - axes;
        return Add(new NestNode(name, new(shape.Take(kept)), Box(shape), Identity(kept), combine, body, GradientScale: gradientScale));
    }

    /// <summary>Combines all places but those along the last axis to one value per channel: a sum over the whole batch.</summary>
    public int SumOfChannels(string name, int like, Expr body)
    {
        EquatableArray<int> shape = this[like].Shape;
        int channel = shape.Count - 1;
        return Add(new NestNode(name, new([shape[channel]]), Box(shape), new([Affine.Of(channel)]), Combine.Sum, body));
    }

    /// <summary>The number of samples in the batch, as an input of the graph.</summary>
    public LoadExpr BatchSize()
    {
        int known = _nodes.FindIndex(node => node is InputNode { Kind: InputKind.BatchSize });
        return new(known >= 0 ? known : Add(new InputNode("batch.size", new([1]), InputKind.BatchSize)), new([Affine.Number(0)]));
    }

    /// <summary>The element at the same place.</summary>
    public LoadExpr Same(int id) => new(id, Identity(this[id].Shape.Count));

    public static EquatableArray<Axis> Box(EquatableArray<int> shape) => new(shape.Select((size, d) =>
        new Axis(shape.Count < AxisNames.Length ? AxisNames[shape.Count][d] : "i" + Invariant.Text(d), size)));

    public static EquatableArray<Affine> Identity(int rank) => new(Enumerable.Range(0, rank).Select(d => Affine.Of(d)));

    /// <summary>The row-major number of an element among all of a sample; box index 0 is the batch.</summary>
    public static Affine RowMajor(EquatableArray<int> shape)
    {
        (Affine number, long stride) = (Affine.Number(0), 1L);
        for (int d = shape.Count - 1; d > 0; stride *= shape[d], d--)
        {
            number += Affine.Of(d, stride);
        }

        return number;
    }
}
