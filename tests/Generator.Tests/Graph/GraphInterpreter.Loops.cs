using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Loops: a step computes its points of all the loop's nests, one nest after the other; what no step reaches is 0.</summary>
internal sealed partial class GraphInterpreter
{
    private readonly Dictionary<int, double[]> _last = [];

    /// <summary>Computes all nodes of a loop; gives the tensor of the one at <paramref name="id"/>.</summary>
    private double[] RunLoop(int position, int id)
    {
        LoopRegion loop = _graph.Loops[position];
        int[] members = [.. Enumerable.Range(0, _graph.Nodes.Count).Where(node => _graph.Nodes[node].Loop == position)];
        IEnumerable<int> read = members.SelectMany(member => _graph.Nodes[member].Reads).Where(node => _graph.Nodes[node].Loop != position);
        foreach (int outside in loop.Bound == LoopRegion.NoBound ? read : read.Append(loop.Bound))
        {
            EvaluateBefore(outside);
        }

        foreach (int member in members)
        {
            _values[member] = new double[Size(_graph.Nodes[member].Shape)];
        }

        foreach (LoopCarry carry in loop.Carries)
        {
            var carried = (CarriedNode)_graph.Nodes[carry.Carried];
            _last[carry.Source] = carried.Initial == CarriedNode.FromZero ? new double[Size(carried.StateShape)] : _values[carried.Initial];
        }

        foreach (int[] step in Steps(loop))
        {
            foreach (int member in members)
            {
                RunStep(loop, member, step);
            }

            foreach (LoopCarry carry in loop.Carries)
            {
                _last[carry.Source] = Row(carry, step[0]);
            }
        }

        return _values[id];
    }

    /// <summary>Computes what a loop reads from outside, which may stand between its own nodes.</summary>
    private void EvaluateBefore(int id)
    {
        if (_values[id] is null)
        {
            foreach (int node in _graph.Nodes[id].Reads)
            {
                EvaluateBefore(node);
            }

            Evaluate(id);
        }
    }

    private IEnumerable<int[]> Steps(LoopRegion loop)
    {
        int extent = Extent(loop.Axes[0].Extent);
        if (loop.Bound != LoopRegion.NoBound)
        {
            extent = Math.Clamp((int)_values[loop.Bound].Max(), 0, extent);
        }

        IEnumerable<int> first = Enumerable.Range(0, extent);
        IEnumerable<int[]> steps = (loop.Direction == LoopDirection.Forward ? first : first.Reverse()).Select(index => new[] { index });
        return loop.Axes.Skip(1).Aggregate(steps, (outer, axis) =>
            outer.SelectMany(step => Enumerable.Range(0, Extent(axis.Extent)).Select(index => step.Append(index).ToArray())));
    }

    private void RunStep(LoopRegion loop, int member, int[] step)
    {
        if (_graph.Nodes[member] is CarriedNode)
        {
            LoopCarry carry = loop.Carries.Single(c => c.Carried == member);
            double[] state = _last[carry.Source];
            foreach ((int place, int number) in Places(carry, step[0]))
            {
                _values[member][place] = state[number];
            }

            return;
        }

        var nest = (NestNode)_graph.Nodes[member];
        int[] indices = LoopAxes.IndicesOf(nest, loop);
        Compute(nest, member, _values[member], Points(nest.Box, indices, step));
    }

    private double[] Row(LoopCarry carry, int step) => [.. Places(carry, step).Select(p => _values[carry.Source][p.Place])];

    /// <summary>The places of a carried tensor at a step, and their numbers without it.</summary>
    private IEnumerable<(int Place, int Number)> Places(LoopCarry carry, int step)
    {
        var node = (CarriedNode)_graph.Nodes[carry.Carried];
        int inner = Size(node.Shape.Skip(node.Axis + 1)), steps = node.Shape[node.Axis], outer = Size(node.Shape.Take(node.Axis));
        return Enumerable.Range(0, outer * inner).Select(number => ((((number / inner) * steps) + step) * inner + (number % inner), number));
    }

    /// <summary>Adds a step's points to what a nest has; its epilogue works on the elements that they reach.</summary>
    private void Compute(NestNode nest, int id, double[] result, IEnumerable<int[]> points)
    {
        var values = new PointValues(_graph, _count, _values, _floats);
        PointValues.Place target = values.PlaceOf(nest.Target, nest.Shape);
        PointValues.Value body = values.ValueOf(nest.Body);
        var reached = new Dictionary<int, int[]>();
        double[] largest = nest.Combine == Combine.ArgMax ? [.. Enumerable.Repeat(double.NegativeInfinity, result.Length)] : [];
        foreach (int[] point in points)
        {
            int place = target(point);
            if (place >= 0 && reached.TryAdd(place, [.. point]))
            {
                result[place] = nest.Combine == Combine.Max ? double.NegativeInfinity : nest.Combine == Combine.Sum && IsOverSteps(id) ? result[place]
                    : 0;
            }

            if (place >= 0)
            {
                Take(nest, place, body(point, 0), point, result, largest);
            }
        }

        PointValues.Value epilogue = nest.Epilogue is null ? (_, sum) => sum : values.ValueOf(nest.Epilogue);
        foreach ((int place, int[] point) in reached)
        {
            double value = epilogue(point, result[place]);
            result[place] = _floats?.Round(value) ?? value;
        }
    }

    private bool IsOverSteps(int id) => LoopAxes.DimensionsOf(_graph, id).All(d => d < 0);
}
