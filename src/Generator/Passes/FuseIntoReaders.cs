using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A map goes into what reads it, so that a chain of elementwise work makes one pass over memory: into its only reader, or into several when it is
/// cheaper to
/// compute again than to keep. The same operations on the same numbers: no result changes.
/// </summary>
internal sealed class FuseIntoReaders
{
    /// <summary>Parts of an expression that still fit a vector loop's registers and code.</summary>
    private const int MostParts = 40;

    /// <summary>Tensors that one loop reads without running out of references.</summary>
    private const int MostOperands = 8;

    /// <summary>Operations that cost about what a load and a store do.</summary>
    private const int CheapOperations = 1;

    private readonly Node[] _nodes;
    private readonly HashSet<int> _kept;
    private readonly List<int>[] _users;
    private readonly bool[] _dropped;

    private FuseIntoReaders(TensorGraph graph)
    {
        _nodes = [.. graph.Nodes];
        (_kept, _dropped) = ([.. GraphRewriter.ReadByGraph(graph)], new bool[_nodes.Length]);
        _users = [.. _nodes.Select(_ => new List<int>())];
        for (int id = 0; id < _nodes.Length; id++)
        {
            foreach (int operand in _nodes[id].Reads.Distinct())
            {
                _users[operand].Add(id);
            }
        }
    }

    public static TensorGraph Run(TensorGraph graph) => new FuseIntoReaders(graph).Apply(graph);

    private TensorGraph Apply(TensorGraph graph)
    {
        // A map stands before its readers: once it is theirs, they may go on into theirs.
        for (int id = 0; id < _nodes.Length; id++)
        {
            if (_nodes[id] is NestNode { Combine: Combine.Assign, Epilogue: null } map && map.Target == GraphBuilder.Identity(map.Shape.Count)
                && _users[id].Count > 0 && !_kept.Contains(id) && MayGo(map, id))
            {
                Move(map, id);
            }
        }

        return GraphRewriter.Keep(graph with { Nodes = new(_nodes) }, id => !_dropped[id]);
    }

    private bool MayGo(NestNode map, int id)
    {
        bool isCopy = map.Body is LoadExpr;
        int operations = Expressions.SelfAndParts(map.Body).Count(e => e is not (LoadExpr or ConstExpr));
        return (_users[id].Count == 1 || (operations <= CheapOperations && !isCopy && !IsHeavy(map.Body)))
            && _users[id].All(user => _nodes[user] is NestNode reader && reader.Loop == map.Loop && Takes(reader, id, map, operations));
    }

    /// <summary>Whether the reader computes element by element what the map computes, no element more often than the map would.</summary>
    private bool Takes(NestNode reader, int id, NestNode map, int operations)
    {
        var loads = Expressions.Loads(reader.Body).Where(l => l.Node == id).ToList();
        if (Expressions.IsContraction(reader) || loads.Count == 0 || (reader.Combine != Combine.Assign && MapParts.Of(map).Count > 1)
            || (reader.Epilogue is not null && Expressions.Loads(reader.Epilogue).Any(l => l.Node == id)))
        {
            return false;
        }

        int fused = Expressions.Loads(reader.Body).Where(l => l.Node != id).Concat(Expressions.Loads(map.Body)).Select(l => l.Node)
            .Distinct().Count();
        bool repeats = Expressions.PerSample(reader.Box.Select(a => a.Extent)) > Expressions.PerSample(map.Shape);
        return (!repeats || (operations <= CheapOperations && !IsHeavy(map.Body)))
            && fused <= MostOperands
            && Expressions.SelfAndParts(reader.Body).Count() + (loads.Count * Expressions.SelfAndParts(map.Body).Count()) <= MostParts
            && loads.All(l => IsInside(l, map, reader) && KeepsRuns(l, map, reader))
            && !WouldContract(reader, map);
    }

    /// <summary>
    /// Whether neighbours of the reader's innermost index are neighbours in memory: else a copy in another order is what makes the reader fast.
    /// </summary>
    private static bool KeepsRuns(LoadExpr load, NestNode map, NestNode reader) => IsRun(load.Access, reader)
        && Expressions.Loads(map.Body).All(l => IsRun(new(l.Access.Select(form => form.Substitute(load.Access))), reader));

    private static bool IsRun(EquatableArray<Affine> access, NestNode reader)
    {
        int inner = reader.Box.Count - 1;
        return access.Count == 0 || (access.Take(access.Count - 1).All(form => form[inner] == 0) && access[access.Count - 1][inner] is 0 or 1);
    }

    /// <summary>A sum of products of two tensors is the other scheduler's; a plain sum of a map is better left as it is than made one.</summary>
    private static bool WouldContract(NestNode reader, NestNode map) => reader.Combine == Combine.Sum && reader.Body is LoadExpr
        && map.Body is BinaryExpr { Kind: BinaryKind.Multiply, Left: LoadExpr, Right: LoadExpr };

    private static bool IsInside(LoadExpr load, NestNode map, NestNode reader) => load.Access
        .Zip(map.Shape, (form, size) => (Range: Expressions.Range(form, reader.Box), Size: size))
        .All(a => a.Size == TensorGraph.Batch || (a.Range.Low >= 0 && a.Range.High < a.Size));

    private static bool IsHeavy(Expr expression) => Expressions.SelfAndParts(expression).Any(e =>
        e is UnaryExpr { Kind: not (UnaryKind.Negate or UnaryKind.Abs) } or BinaryExpr { Kind: BinaryKind.Divide } or SelectExpr);

    private void Move(NestNode map, int id)
    {
        foreach (int user in _users[id].ToList())
        {
            var reader = (NestNode)_nodes[user];
            Expr body = Expressions.Rewrite(reader.Body, e =>
                e is LoadExpr load && load.Node == id ? Expressions.Rewrite(map.Body, part => Expressions.Over(part, load.Access)) : e);
            _nodes[user] = reader with { Body = body };
        }

        foreach (int operand in map.Reads.Distinct())
        {
            _users[operand] = [.. _users[operand].Where(u => u != id).Union(_users[id]).OrderBy(u => u)];
        }

        _dropped[id] = true;
    }
}
