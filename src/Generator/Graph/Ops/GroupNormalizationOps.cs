using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta over each sample's places and the channels of a group. Sums are taken per channel first, and the
/// group's values spread over its channels again, so that the work on images runs along whole vectors of channels, however small a group is.
/// </summary>
internal sealed class GroupNormalizationOps
{
    private readonly GraphBuilder _graph;
    private readonly string _name;
    private readonly int _input;
    private readonly int _groups;
    private readonly EquatableArray<int> _shape;

    private GroupNormalizationOps(GraphBuilder graph, string name, GroupNormalizationOp op, int input)
    {
        (_graph, _name, _input, _shape) = (graph, name, input, graph[input].Shape);
        _groups = op.GroupsOf(Channels);
    }

    public static int Build(GraphBuilder graph, string name, GroupNormalizationOp op, int input, IReadOnlyList<int> parameters) =>
        new GroupNormalizationOps(graph, name, op, input).Build(op, parameters);

    private int Channels => _shape[_shape.Count - 1];

    private int Build(GroupNormalizationOp op, IReadOnlyList<int> parameters)
    {
        var mean = Mean(".mean", _graph.Same(_input));
        var means = Spread(".means", new LoadExpr(mean, Group));
        var centered = _graph.Map(_name + ".centered", _input, Subtract(_graph.Same(_input), OfChannel(means)));
        var variance = Mean(".variance", Times(_graph.Same(centered), _graph.Same(centered)));
        var inverse = _graph.Map(_name + ".inverse", variance, Over(Number(1), Apply(UnaryKind.Sqrt, Add(_graph.Same(variance), Number(op.Epsilon)))));
        Expr factor = new LoadExpr(inverse, Group);
        var factors = Spread(".factors", op.Scale ? Times(factor, new LoadExpr(parameters[0], new([ChannelOfGroup]))) : factor);
        var value = Times(_graph.Same(centered), OfChannel(factors));
        return _graph.Map(_name, _input, op.Center ? Add(value, new LoadExpr(parameters[parameters.Count - 1], new([Affine.Of(_shape.Count - 1)]))) : value);
    }

    /// <summary>The mean of a value over each group: [N, groups].</summary>
    private int Mean(string what, Expr value)
    {
        var channel = _shape.Count - 1;
        EquatableArray<int> perChannel = new([TensorGraph.Batch, Channels]), perGroup = new([TensorGraph.Batch, _groups]);
        var sums = _graph.Add(new NestNode(
            _name + what + ".channels", perChannel, GraphBuilder.Box(_shape), new([Affine.Of(0), Affine.Of(channel)]),
            channel == 1 ? Combine.Assign : Combine.Sum, value));
        var sum = _graph.Add(new NestNode(_name + what + ".sum", perGroup, Box, Group, Combine.Sum, new LoadExpr(sums, new([Affine.Of(0), ChannelOfGroup]))));
        var values = _shape.Skip(1).Aggregate(1L, (product, size) => product * size) / _groups;
        return _graph.Map(_name + what, sum, Times(_graph.Same(sum), Number(1.0 / values)));
    }

    /// <summary>A value of a group's channels, as a vector of all channels: [N, channels].</summary>
    private int Spread(string what, Expr value) => _graph.Add(new NestNode(
        _name + what, new([TensorGraph.Batch, Channels]), Box, new([Affine.Of(0), ChannelOfGroup]), Combine.Assign, value));

    /// <summary>Sample, group, and channel of the group.</summary>
    private EquatableArray<Axis> Box => new([new Axis("n", TensorGraph.Batch), new Axis("g", _groups), new Axis("c", Channels / _groups)]);

    private static EquatableArray<Affine> Group => new([Affine.Of(0), Affine.Of(1)]);

    private Affine ChannelOfGroup => Affine.Of(1, Channels / _groups) + Affine.Of(2);

    private LoadExpr OfChannel(int vectors) => new(vectors, new([Affine.Of(0), Affine.Of(_shape.Count - 1)]));
}
