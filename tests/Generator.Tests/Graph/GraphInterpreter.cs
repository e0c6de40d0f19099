using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Tests.Lowering;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Walks a graph node by node and point by point, in double and with row-major tensors: what the equations mean, with no decision of the
/// compiler in it. Slow, and the judge of every pass and of every compiled network.
/// </summary>
internal sealed partial class GraphInterpreter
{
    private readonly TensorGraph _graph;
    private readonly int _count;
    private readonly double[][] _values;
    private readonly FloatRange? _floats;
    private readonly Func<Node, double[]> _given;

    private GraphInterpreter(TensorGraph graph, int count, Func<Node, double[]> given, FloatRange? floats) =>
        (_graph, _count, _values, _given, _floats) = (graph, count, new double[graph.Nodes.Count][], given, floats);

    /// <summary>The tensors of all outputs.</summary>
    /// <param name="count">Samples in the batch.</param>
    /// <param name="given">The values of inputs, parameters and masks, row-major.</param>
    /// <param name="floats">Makes every result a float, and sums pairwise sums of floats, as a careful program has them; null for double.</param>
    public static Dictionary<GraphOutput, double[]> Run(TensorGraph graph, int count, Func<Node, double[]> given, FloatRange? floats = null)
    {
        Dictionary<string, double[]> shares = SharesOf(graph, count, given, floats);
        var interpreter = new GraphInterpreter(
            graph, count, node => node is InputNode { Kind: InputKind.Shares } ? shares[node.Name] : given(node), floats);
        return interpreter.Outputs();
    }

    private Dictionary<GraphOutput, double[]> Outputs()
    {
        for (int id = 0; id < _graph.Nodes.Count; id++)
        {
            Evaluate(id);
        }

        // Of a table with sparse updates, each scatter is an output: the gradient is their sum.
        return _graph.Outputs.GroupBy(o => o with { Node = 0 }).ToDictionary(parts => parts.Key, parts =>
            parts.Select(part => _values[part.Node]).Aggregate((sum, part) => [.. sum.Zip(part, (a, b) => a + b)]));
    }

    /// <summary>
    /// What the runtime makes of the counts of places: each sample's number over the mean of all, so that means over samples are those over places.
    /// </summary>
    private static Dictionary<string, double[]> SharesOf(TensorGraph graph, int count, Func<Node, double[]> given, FloatRange? floats)
    {
        InputNode? node = graph.Nodes.OfType<InputNode>().FirstOrDefault(input => input.Kind == InputKind.Shares);
        if (node is null || DropUnused.ForPlaces(graph) is not { } counting)
        {
            return [];
        }

        double[] NotAsked(Node input) => input == node ? new double[count * node.Shape[1]] : given(input);
        double[] places = new GraphInterpreter(counting, count, NotAsked, floats).Outputs().Single().Value;
        int losses = node.Shape[1];
        return new()
        {
            [node.Name] = [.. places.Select((own, i) =>
                own * count / Math.Max(1, Enumerable.Range(0, count).Sum(sample => AllPlaces(sample, i % losses))))],
        };

        double AllPlaces(int sample, int loss) => places[(sample * losses) + loss];
    }

    /// <summary>Computes a node, if it is not computed yet; what it reads is, but for what a loop reads from outside.</summary>
    private void Evaluate(int id)
    {
        _values[id] ??= _graph.Nodes[id] switch
        {
            { Loop: not Node.NoLoop } member => RunLoop(member.Loop, id),
            NestNode nest => Compute(nest, id),
            GatherNode gather => Take(gather),
            ScatterNode scatter => Add(scatter),
            ConstantNode constant => [.. constant.Values.Select(value => (double)value)],
            LastNode last => _last[last.Source],
            Node other => _given(other),
        };
        Assert.Equal(Size(_graph.Nodes[id].Shape), _values[id].Length);
    }

    private int Size(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * Extent(size));

    private int Extent(int size) => size == TensorGraph.Batch ? _count : size;

    private double[] Compute(NestNode nest, int id)
    {
        var values = new PointValues(_graph, _count, _values, _floats);
        PointValues.Place target = values.PlaceOf(nest.Target, nest.Shape);
        PointValues.Value body = values.ValueOf(nest.Body);
        double[] result = new double[Size(nest.Shape)];
        int[][] reached = new int[result.Length][];
        var terms = new PairwiseSums(_floats is not null && nest.Combine == Combine.Sum ? result.Length : 0);
        Array.Fill(result, nest.Combine == Combine.Max ? double.NegativeInfinity : 0);
        double[] largest = nest.Combine == Combine.ArgMax ? [.. Enumerable.Repeat(double.NegativeInfinity, result.Length)] : [];
        foreach (int[] point in Points(nest.Box))
        {
            int place = target(point);
            if (place < 0)
            {
                continue;
            }

            if (nest.Combine == Combine.Assign && reached[place] is not null)
            {
                Assert.Fail($"{nest.Name} assigns element {place} twice.");
            }

            double value = body(point, 0);
            reached[place] ??= [.. point];
            if (!terms.Take(place, value))
            {
                Take(nest, place, value, point, result, largest);
            }
        }

        Assert.False(nest.Combine == Combine.Assign && reached.Any(r => r is null), $"{nest.Name} does not reach every element of node {id}.");
        terms.CopyTo(result);
        if (nest.Epilogue is { } last)
        {
            PointValues.Value epilogue = values.ValueOf(last);
            for (int place = 0; place < result.Length; place++)
            {
                result[place] = epilogue(reached[place], result[place]);
            }
        }

        return Stored(result);
    }

    private double[] Take(GatherNode gather)
    {
        int width = gather.Shape[2];
        return [.. _values[gather.Rows].SelectMany(row =>
            _values[gather.Table].Skip(Row(row, _graph.Nodes[gather.Table].Shape[0]) * width).Take(width))];
    }

    private double[] Add(ScatterNode scatter)
    {
        (int height, int width) = (scatter.Shape[0], scatter.Shape[1]);
        double[] sums = new double[height * width];
        for (int i = 0; i < _values[scatter.Values].Length; i++)
        {
            sums[(Row(_values[scatter.Rows][i / width], height) * width) + (i % width)] += _values[scatter.Values][i];
        }

        return Stored(sums);
    }

    private double[] Stored(double[] values) => _floats is null ? values : Array.ConvertAll(values, _floats.Round);

    private static int Row(double number, int height) => Math.Clamp((int)number, 0, height - 1);

    private void Take(NestNode nest, int place, double value, int[] point, double[] result, double[] largest)
    {
        switch (nest.Combine)
        {
            case Combine.Assign:
                result[place] = value;
                break;
            case Combine.Sum:
                result[place] += value;
                break;
            case Combine.Max:
                _floats?.Choose(value, result[place]);
                result[place] = Elementary.Binary(BinaryKind.Largest, value, result[place]);
                break;
            case Combine.ArgMax when value > largest[place] || (double.IsNaN(value) && !double.IsNaN(largest[place])):
                largest[place] = value;
                result[place] = ReducedNumber(nest, point);
                break;
        }
    }

    /// <summary>The row-major number of a point among the indices that the target does not name.</summary>
    private int ReducedNumber(NestNode nest, int[] point)
    {
        int number = 0;
        for (int i = 0; i < point.Length; i++)
        {
            number = nest.Target.All(form => form[i] == 0) ? (number * Extent(nest.Box[i].Extent)) + point[i] : number;
        }

        return number;
    }

    private IEnumerable<int[]> Points(IReadOnlyList<Axis> box) => Points(box, [], []);

    /// <summary>The points of a box, or those at which some of the indices are what is given.</summary>
    private IEnumerable<int[]> Points(IReadOnlyList<Axis> box, int[] fixedIndices, int[] at)
    {
        int[] extents = [.. box.Select(axis => Extent(axis.Extent))], first = new int[extents.Length];
        foreach ((int index, int place) in fixedIndices.Zip(at))
        {
            (first[index], extents[index]) = (place, 1);
        }

        int[] point = [.. first];
        for (long left = extents.Aggregate(1L, (product, size) => product * size); left > 0; left--)
        {
            yield return point;
            for (int axis = extents.Length - 1; axis >= 0 && ++point[axis] == first[axis] + extents[axis]; axis--)
            {
                point[axis] = first[axis];
            }
        }
    }
}
