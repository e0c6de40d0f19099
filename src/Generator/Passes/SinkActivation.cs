using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A relu that only a max pool reads moves behind it, where there are fewer elements. The result is the same number: it never turns the order of
/// two values around. A bias stays: the producer's sum begins with it.
/// </summary>
internal static class SinkActivation
{
    public static TensorGraph Run(TensorGraph graph)
    {
        // A swap moves the pool up, where the next map of the chain may be swapped with it. It changes nobody's number of readers.
        (Node[] nodes, int[] readers) = (graph.Nodes.ToArray(), GraphRewriter.CountReaders(graph));
        for (int id = nodes.Length - 1; id >= 0; id--)
        {
            Swap(nodes, readers, id);
        }

        return graph with { Nodes = new(nodes) };
    }

    /// <summary>Puts the pool in the place of the map that it reads, and the map in the pool's, where that may be.</summary>
    private static void Swap(Node[] nodes, int[] readers, int id)
    {
        if (nodes[id] is not NestNode { Combine: Combine.Max, Epilogue: null, GradientScale: 1, Body: LoadExpr read } pool
            || nodes[read.Node] is not NestNode { Combine: Combine.Assign, Epilogue: null } map
            || readers[read.Node] != 1
            || pool.Loop != Node.NoLoop || map.Loop != Node.NoLoop
            || map.Target != GraphBuilder.Identity(map.Shape.Count)
            || Expressions.PerSample(pool.Shape) >= Expressions.PerSample(map.Shape)
            || Operand(nodes, map) is not { } operand
            || !IsRising(map.Body, operand))
        {
            return;
        }

        Affine?[] indices = KeptIndices(pool, read, map);
        IEnumerable<LoadExpr> others = Expressions.Loads(map.Body).Where(load => !load.Equals(operand));
        if (others.SelectMany(load => load.Access).SelectMany(form => form.Terms).Any(term => indices[term.Index] is null))
        {
            return;
        }

        var forms = indices.Select(index => index ?? Affine.Number(0)).ToList();
        EquatableArray<Affine> identity = GraphBuilder.Identity(pool.Shape.Count);
        Expr body = Expressions.Rewrite(map.Body, part => part.Equals(operand) ? new LoadExpr(read.Node, identity) : Expressions.Over(part, forms));
        EquatableArray<Axis> box = GraphBuilder.Box(pool.Shape);
        var after = new NestNode(map.Name, pool.Shape, box, identity, Combine.Assign, body, GradientScale: map.GradientScale);
        nodes[read.Node] = pool with { Body = read with { Node = operand.Node } };
        nodes[id] = after;
    }

    /// <summary>For each index of the map, the pool's output index that runs along with it; null where the window moves.</summary>
    private static Affine?[] KeptIndices(NestNode pool, LoadExpr read, NestNode map) =>
    [
        .. read.Access.Select((form, d) => Enumerable.Range(0, pool.Target.Count)
            .Where(e => form.Terms.Count == 1 && form == pool.Target[e] && form.Constant == 0 && pool.Shape[e] == map.Shape[d])
            .Select(e => Affine.Of(e)).FirstOrDefault()),
    ];

    /// <summary>What the map computes its elements from, one each: its only load of a tensor of its shape; null for none or several.</summary>
    private static LoadExpr? Operand(Node[] nodes, NestNode map)
    {
        var operands = Expressions.Loads(map.Body).Where(load => nodes[load.Node].Shape == map.Shape).Distinct().ToList();
        return operands.Count == 1 && operands[0].Access == map.Target ? operands[0] : null;
    }

    /// <summary>Whether a larger operand never gives a smaller value.</summary>
    private static bool IsRising(Expr value, LoadExpr operand) => value switch
    {
        LoadExpr load => load.Equals(operand),
        BinaryExpr { Kind: BinaryKind.Max or BinaryKind.Min, Left: ConstExpr } limit => IsRising(limit.Right, operand),
        BinaryExpr { Kind: BinaryKind.Multiply, Right: ConstExpr { Value: >= 0 } } scaled => IsRising(scaled.Left, operand),
        SelectExpr select => IsLeakyRelu(select),
        _ => false,
    };

    /// <summary>x &gt; 0 ? x : x * slope.</summary>
    private static bool IsLeakyRelu(SelectExpr select) =>
        select is { Kind: CompareKind.Greater, Right: ConstExpr { Value: 0 },
            Else: BinaryExpr { Kind: BinaryKind.Multiply, Right: ConstExpr { Value: >= 0 } } low }
        && select.Left is LoadExpr && select.Left.Equals(select.Then) && select.Left.Equals(low.Left);
}
