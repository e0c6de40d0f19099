using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// Adds the gradients of the samples' losses, each weighted by its scale, or of the prediction's elements, each with a weight of its own: reverse mode, a nest for
/// every load of a nest. The gradient of a sum of products is a sum of products again, with the three roles exchanged.
/// </summary>
internal sealed class Differentiate
{
    private readonly TensorGraph _graph;
    private readonly GraphBuilder _builder;
    private readonly bool[] _needed;
    private readonly Dictionary<int, List<int>> _parts = [];

    private Differentiate(TensorGraph graph, bool parameters, bool input)
    {
        (_graph, _builder) = (graph, new(graph.Nodes));
        _needed = new bool[graph.Nodes.Count];
        for (var id = 0; id < _needed.Length; id++)
        {
            _needed[id] = graph.Nodes[id] switch
            {
                ParameterNode parameter => parameters && parameter.Trainable,
                InputNode { Kind: InputKind.Data } => input,
                GatherNode gather => _needed[gather.Table],
                NestNode { GradientScale: not 0 } nest => Expressions.Loads(nest.Body).Any(l => _needed[l.Node]),
                _ => false,
            };
        }
    }

    /// <summary>The graph with outputs for the gradient of every trainable parameter and, if asked for, of the input.</summary>
    public static TensorGraph Run(TensorGraph graph, bool inputGradient) => new Differentiate(graph, parameters: true, inputGradient).Run(
        OutputKind.SampleLoss, new InputNode("scale", new([TensorGraph.Batch]), InputKind.Scale), graph.Outputs);

    /// <summary>The graph whose one output is the gradient, with respect to the input, of the prediction's elements times their weights.</summary>
    public static TensorGraph OfPrediction(TensorGraph graph)
    {
        var prediction = graph.Nodes[graph.Outputs.First(o => o.Kind == OutputKind.Prediction).Node];
        return new Differentiate(graph, parameters: false, input: true).Run(
            OutputKind.Prediction, new InputNode("output_weights", prediction.Shape, InputKind.OutputWeights), []);
    }

    /// <param name="start">The output whose gradient is asked for.</param>
    /// <param name="seed">What is multiplied with it.</param>
    /// <param name="kept">Outputs beside the gradients.</param>
    private TensorGraph Run(OutputKind start, InputNode seed, IEnumerable<GraphOutput> kept)
    {
        var first = _graph.Outputs.First(o => o.Kind == start).Node;
        _parts[first] = [_builder.Add(seed)];
        for (var id = first; id >= 0; id--)
        {
            if (_needed[id] && _graph.Nodes[id] is NestNode or GatherNode && Total(id) is { } gradient)
            {
                Propagate(id, gradient);
            }
        }

        var outputs = kept.ToList();
        for (var id = 0; id < _graph.Nodes.Count; id++)
        {
            switch (_graph.Nodes[id])
            {
                case ParameterNode parameter when _needed[id]:
                    outputs.Add(new(OutputKind.ParameterGradient, TotalOrZero(id), parameter.Index));
                    break;
                case InputNode { Kind: InputKind.Data } when _needed[id]:
                    outputs.Add(new(OutputKind.InputGradient, TotalOrZero(id)));
                    break;
            }
        }

        return new(_builder.Nodes, new(outputs.OrderBy(o => o.Kind).ThenBy(o => o.Index)));
    }

    private void Propagate(int id, int gradient)
    {
        if (_graph.Nodes[id] is GatherNode gather)
        {
            AddPart(gather.Table, _builder.Add(new ScatterNode("d." + _graph.Nodes[gather.Table].Name, _graph.Nodes[gather.Table].Shape, gather.Rows, gradient)));
            return;
        }

        var nest = (NestNode)_graph.Nodes[id];
        Expr up = new LoadExpr(gradient, nest.Target);
        if (nest.GradientScale != 1)
        {
            up = Times(up, Number(nest.GradientScale));
        }

        if (nest.Combine == Combine.Max)
        {
            // Only the first largest place of a window takes part.
            var winner = _builder.Add(nest with { Name = nest.Name + ".argmax", Combine = Combine.ArgMax });
            up = Where(new LoadExpr(winner, nest.Target), CompareKind.Equal, new IndexExpr(ReducedNumber(nest)), up, Number(0));
        }

        Expr? output = nest.Combine == Combine.Assign ? new LoadExpr(id, nest.Target) : null;
        foreach (var load in Expressions.Loads(nest.Body).Where(l => _needed[l.Node]).Distinct())
        {
            if (new Derivatives(load, output).Of(nest.Body, up) is { } body)
            {
                AddPart(nest, load, body);
            }
        }
    }

    private void AddPart(NestNode nest, LoadExpr load, Expr body)
    {
        var source = _graph.Nodes[load.Node];
        var combine = ReachesEachOnce(load.Access, nest.Box, source.Shape) ? Combine.Assign : Combine.Sum;
        AddPart(load.Node, _builder.Add(new NestNode("d." + source.Name, source.Shape, nest.Box, load.Access, combine, body)));
    }

    private void AddPart(int node, int part)
    {
        if (!_parts.TryGetValue(node, out var parts))
        {
            _parts[node] = parts = [];
        }

        parts.Add(part);
    }

    /// <summary>The sum of what reaches a node, or null.</summary>
    private int? Total(int id)
    {
        if (!_parts.TryGetValue(id, out var parts))
        {
            return null;
        }

        if (parts.Count > 1)
        {
            var sum = parts.Skip(1).Aggregate((Expr)_builder.Same(parts[0]), (total, part) => Add(total, _builder.Same(part)));
            _parts[id] = parts = [_builder.Map("d." + _graph.Nodes[id].Name + ".sum", id, sum)];
        }

        return parts[0];
    }

    private int TotalOrZero(int id) => Total(id) ?? _builder.Map("d." + _graph.Nodes[id].Name, id, Number(0));

    private static bool ReachesEachOnce(EquatableArray<Affine> access, EquatableArray<Axis> box, EquatableArray<int> shape)
    {
        var used = new HashSet<int>(access.SelectMany(a => a.Terms).Select(t => t.Index));
        return used.Count == box.Count
            && Expressions.PerSample(box.Select(b => b.Extent)) == Expressions.PerSample(shape)
            && Expressions.IsInjective(access, box)
            && access.Zip(shape, (a, size) => (Expressions.Range(a, box), size)).All(r => r.size == TensorGraph.Batch || (r.Item1.Low >= 0 && r.Item1.High < r.size));
    }

    /// <summary>The row-major number of a point among the indices that are not in the target.</summary>
    private static Affine ReducedNumber(NestNode nest)
    {
        var (number, stride) = (Affine.Number(0), 1L);
        for (var i = nest.Box.Count - 1; i >= 0; i--)
        {
            if (nest.Target.All(a => a[i] == 0))
            {
                number += Affine.Of(i, stride);
                stride *= nest.Box[i].Extent;
            }
        }

        return number;
    }
}
