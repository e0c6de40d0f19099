using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Streaming;

/// <summary>What a stream keeps from step to step, as inputs and outputs of the step's graph.</summary>
/// <param name="graph">The step's.</param>
/// <param name="steps">Of the whole sequence.</param>
internal sealed class StreamMemory(GraphBuilder graph, int steps)
{
    private readonly List<int> _next = [];
    private readonly List<float> _fills = [];
    private readonly Dictionary<(int Node, float Fill, long Lag), int> _windows = [];
    private readonly Dictionary<(int Node, bool IsLast), int> _histories = [];
    private int _position = -1;

    /// <summary>By number: what stands in it when a stream begins.</summary>
    public IReadOnlyList<float> Fills => _fills;

    /// <summary>The number of the step's place; -1 where nothing has asked for it.</summary>
    public int Position { get; private set; } = -1;

    /// <summary>What the step leaves in each.</summary>
    public IEnumerable<GraphOutput> Outputs => _next.Select((node, number) => new GraphOutput(OutputKind.StreamState, node, number));

    /// <summary>Keeps a tensor; <see cref="SetNext"/> says what the step makes of it.</summary>
    public (int Node, int Number) Keep(string name, EquatableArray<int> shape, float fill = 0)
    {
        _next.Add(-1);
        _fills.Add(fill);
        int number = _next.Count - 1;
        return (graph.Add(new InputNode(name + ".kept", shape, InputKind.StreamState, number)), number);
    }

    public void SetNext(int number, int node) => _next[number] = node;

    /// <summary>The number of the step, from 0, as a float [N, 1].</summary>
    public int PositionNode()
    {
        if (_position < 0)
        {
            (_position, Position) = Keep("position", new([TensorGraph.Batch, 1]));
            SetNext(Position, graph.Map("position.next", _position, Add(graph.Same(_position), Number(1))));
        }

        return _position;
    }

    /// <summary>The step's number as a part of an expression.</summary>
    public Expr PositionValue() => new LoadExpr(PositionNode(), new([Affine.Of(0), Affine.Number(0)]));

    /// <summary>The rows of the last steps, the present one last.</summary>
    /// <param name="node">A step's, with one row along its dimension of steps.</param>
    /// <param name="fill">What stands before the first step.</param>
    /// <param name="lag">How many steps before the present one.</param>
    public int Window(int node, int time, float fill, long lag)
    {
        if (!_windows.TryGetValue((node, fill, lag), out int window))
        {
            var shape = new EquatableArray<int>(graph[node].Shape.Select((size, d) => d == time ? (int)lag + 1 : size));
            (int kept, int number) = Keep(graph[node].Name, shape, fill);
            LoadExpr older = At(kept, time, Affine.Of(time, constant: 1));
            Expr body = Where(new IndexExpr(Affine.Of(time)), CompareKind.Less, Number(lag), older, At(node, time, Affine.Number(0)));
            _windows[(node, fill, lag)] = window = graph.Map(graph[node].Name + ".window", shape, body);
            SetNext(number, window);
        }

        return window;
    }

    /// <summary>The rows of all steps until now, those of others 0.</summary>
    /// <param name="isLast">Whether the dimension of the steps comes behind all others.</param>
    public int History(int node, int time, bool isLast)
    {
        if (!_histories.TryGetValue((node, isLast), out int history))
        {
            EquatableArray<int> source = graph[node].Shape;
            int place = isLast ? source.Count - 1 : time;
            var shape = new EquatableArray<int>(Enumerable.Range(0, source.Count).Select(d => d == place ? steps : source[From(d)]));
            (int kept, int number) = Keep(graph[node].Name, shape);
            IEnumerable<Affine> forms =
                Enumerable.Range(0, source.Count).Select(d => d == time ? Affine.Number(0) : Affine.Of(isLast && d > time ? d - 1 : d));
            Expr body = Where(
                new IndexExpr(Affine.Of(place)), CompareKind.Equal, PositionValue(), new LoadExpr(node, new(forms)), graph.Same(kept));
            _histories[(node, isLast)] = history = graph.Map(graph[node].Name + ".history", shape, body);
            SetNext(number, history);
        }

        return history;

        int From(int dimension) => isLast && dimension >= time ? dimension + 1 : dimension;
    }

    private LoadExpr At(int node, int time, Affine row) =>
        new(node, new(GraphBuilder.Identity(graph[node].Shape.Count).Select((form, d) => d == time ? row : form)));
}
