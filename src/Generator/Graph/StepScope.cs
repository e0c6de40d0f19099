using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Equations of one step that become those of all: what is added to the graph between the creation of a scope and its end are tensors of one step,
/// without the steps' axis; the end gives it to each that has a row per sample, as their second dimension, and finds what has to be computed in
/// a loop, because it needs what the step before made. All else stays outside of it: what reads nothing that is carried is computed for all steps at
/// once, and so is what no later step needs.
/// </summary>
internal sealed class StepScope
{
    private const int Dimension = 1;
    private const string AxisName = "t";

    private readonly GraphBuilder _graph;
    private readonly int _first;
    private readonly int _steps;
    private readonly LoopDirection _direction;
    private readonly int _bound;
    private readonly Dictionary<int, int> _sequences = [];
    private readonly List<LoopCarry> _carries = [];

    /// <param name="steps">How many there are.</param>
    /// <param name="bound">A node of shape [N] with each sample's number of steps, or <see cref="LoopRegion.NoBound"/>.</param>
    public StepScope(GraphBuilder graph, int steps, LoopDirection direction = LoopDirection.Forward, int bound = LoopRegion.NoBound) =>
        (_graph, _first, _steps, _direction, _bound) = (graph, graph.Count, steps, direction, bound);

    /// <summary>A step of a tensor [N, steps, ...] from outside: [N, ...].</summary>
    public int StepOf(int sequence)
    {
        Node source = _graph[sequence];
        var shape = new EquatableArray<int>(source.Shape.Where((_, d) => d != Dimension));
        int step = _graph.Map(source.Name + ".step", shape, new LoadExpr(sequence, GraphBuilder.Identity(shape.Count)));
        _sequences.Add(step, sequence);
        return step;
    }

    /// <summary>A tensor [N, ...] as the step before has left it.</summary>
    /// <param name="initial">What the first step gets, or <see cref="CarriedNode.FromZero"/>.</param>
    public int Carry(string name, EquatableArray<int> shape, int initial) => _graph.Add(new CarriedNode(name, shape, Dimension, initial));

    /// <summary>Says what a carried tensor becomes for the next step.</summary>
    public void SetNext(int carried, int next) => _carries.Add(new(carried, next));

    /// <summary>Ends the scope: its nodes, under the same numbers, are now those of all steps.</summary>
    /// <returns>The tensors that hold what is carried, one for each that <see cref="SetNext"/> named, in its order.</returns>
    public IReadOnlyList<LoopCarry> End()
    {
        OwnSources();
        var carries = new EquatableArray<LoopCarry>(_carries);
        int loop = carries.Count == 0 ? Node.NoLoop : _graph.AddLoop(new(new([new Axis(AxisName, _steps)]), _direction, _bound, carries));
        HashSet<int> looped = Looped();
        var lifted = new HashSet<int>(Enumerable.Range(_first, _graph.Count - _first).Where(id => _graph[id].IsBatched));
        foreach (int id in lifted.OrderBy(id => id))
        {
            _graph.Replace(id, Lift(id, lifted) with { Loop = looped.Contains(id) ? loop : Node.NoLoop });
        }

        return carries;
    }

    /// <summary>What is carried comes from a nest of its own: not from another carried tensor, the input, or one that is carried twice.</summary>
    private void OwnSources()
    {
        for (int i = 0; i < _carries.Count; i++)
        {
            (int carried, int next) = _carries[i];
            bool isOwn = next >= _first && _graph[next] is NestNode { IsBatched: true } && !_sequences.ContainsKey(next)
                && _carries.Take(i).All(other => other.Source != next);
            if (!isOwn)
            {
                _carries[i] = new(carried, _graph.Map(_graph[carried].Name + ".next", carried, _graph.Same(next)));
            }
        }
    }

    /// <summary>What lies on a way from one step to the next.</summary>
    private HashSet<int> Looped()
    {
        var behind = new HashSet<int>(_carries.Select(carry => carry.Carried));
        for (int id = _first; id < _graph.Count; id++)
        {
            if (_graph[id].Reads.Any(behind.Contains))
            {
                behind.Add(id);
            }
        }

        var before = new HashSet<int>(_carries.Select(carry => carry.Source));
        for (int id = _graph.Count - 1; id >= _first; id--)
        {
            if (before.Contains(id))
            {
                before.UnionWith(_graph[id].Reads);
            }
        }

        behind.IntersectWith(before);
        behind.UnionWith(_carries.SelectMany(carry => new[] { carry.Carried, carry.Source }));
        return behind;
    }

    private Node Lift(int id, HashSet<int> lifted)
    {
        Node node = _graph[id];
        var shape = new EquatableArray<int>([node.Shape[0], _steps, .. node.Shape.Skip(Dimension)]);
        return node switch
        {
            NestNode nest when _sequences.TryGetValue(id, out int sequence) =>
                nest with { Shape = shape, Box = GraphBuilder.Box(shape), Target = GraphBuilder.Identity(shape.Count), Body = _graph.Same(sequence) },
            NestNode nest => Lift(nest, shape, lifted),
            CarriedNode or RandomNode => node with { Shape = shape },
            _ => throw new InvalidOperationException($"'{node.Name}' cannot be computed step by step."),
        };
    }

    private NestNode Lift(NestNode nest, EquatableArray<int> shape, HashSet<int> lifted)
    {
        int batch = nest.Box.ToList().FindIndex(axis => axis.Extent == TensorGraph.Batch);
        var step = Affine.Of(batch + 1);
        Affine[] moved = [.. Enumerable.Range(0, nest.Box.Count).Select(index => Affine.Of(index > batch ? index + 1 : index))];
        EquatableArray<Affine> WithStep(EquatableArray<Affine> access) =>
            new([access[0].Substitute(moved), step, .. access.Skip(Dimension).Select(form => form.Substitute(moved))]);
        Expr Rule(Expr part) => part is LoadExpr load && lifted.Contains(load.Node)
            ? load with { Node = _sequences.TryGetValue(load.Node, out int sequence) ? sequence : load.Node, Access = WithStep(load.Access) }
            : Expressions.Over(part, moved);
        Expr Moved(Expr expression) => Expressions.Rewrite(expression, Rule);
        Axis[] box = [.. nest.Box.Select(axis => axis.Name == AxisName ? axis with { Name = AxisName + "i" } : axis)];
        return nest with
        {
            Shape = shape,
            Box = new([.. box.Take(batch + 1), new Axis(AxisName, _steps), .. box.Skip(batch + 1)]),
            Target = WithStep(nest.Target),
            Body = Moved(nest.Body),
            Epilogue = nest.Epilogue is null ? null : Moved(nest.Epilogue),
        };
    }
}
