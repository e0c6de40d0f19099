using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>
/// Loops over steps by chance, as tensor equations: one to three layers of cells behind each other, each of its own kind, size and direction, to a
/// bound or to the end, from a state or from 0; what is read of them is the last state, a sum over steps, or all steps.
/// </summary>
internal sealed class RandomLoops
{
    private const int NoMask = -1;

    private readonly int _steps, _features;
    private readonly bool _bounded;
    private readonly Cell[] _cells;

    public RandomLoops(int seed)
    {
        var draw = new Draw(seed);
        (_steps, _features, _bounded) = (draw.Size(9), draw.Size(9), draw.Once(2));
        _cells = [.. Enumerable.Range(0, 1 + (draw.Below(3) * draw.Below(2))).Select(_ => new Cell(
            draw.Of(Enum.GetValues<CellKind>()), draw.Size(17), draw.Of(LoopDirection.Forward, LoopDirection.Backward), draw.Once(2),
            draw.Of(Enum.GetValues<ReadKind>())))];
    }

    private enum ReadKind
    {
        Last,
        Sum,
        SumInside,
        All,
    }

    /// <summary>For readers.</summary>
    public string Text =>
        $"{_steps} steps of {_features} features{(_bounded ? " to a bound" : "")}: {string.Join(", ", _cells.Select(cell => cell.ToString()))}";

    /// <summary>Compiles it.</summary>
    public BuiltNetwork Build() => new([(_steps * _features) + 1], Equations);

    private int Equations(NetworkSketch s, int row)
    {
        var steps = new LoopSketch(s, _steps);
        int x = steps.Steps("x", row, _features), lengths = steps.Lengths("lengths", row, _steps * _features, _steps + 1);
        int mask = _bounded ? steps.Mask("mask", lengths) : NoMask;
        var read = new List<int>();
        for (int i = 0; i < _cells.Length; i++)
        {
            Cell cell = _cells[i];
            int first = cell.FromState ? s.Dense($"first{i}", row, cell.Units) : CarriedNode.FromZero;
            var built = new CellSketch(s, steps, "cell" + i, mask);
            int loop = steps.Begin(cell.Direction, _bounded ? lengths : LoopRegion.NoBound);
            LoopCarry carry = cell.Kind == CellKind.Long
                ? built.Long(x, cell.Units, loop, first) : built.Short(cell.Kind, x, cell.Units, loop, first);
            x = carry.Source;
            read.Add(cell.Read switch
            {
                ReadKind.Last => steps.Last($"last{i}", x, carry.Carried),
                ReadKind.SumInside => steps.SumInside($"squares{i}", cell.Units, loop, Own(Times(LoopSketch.At(x), LoopSketch.At(x)), mask)),
                ReadKind.Sum => steps.SumBehind($"sum{i}", x, mask),
                _ => s.Graph.Map($"own{i}", x, Own(s.Graph.Same(x), mask)),
            });
        }

        // All of them as numbers of one row.
        int[] rows = [.. read.Select((node, i) => s.Dense($"head{i}", Row(s, $"row{i}", node), 3))];
        return rows.Skip(1).Aggregate(rows[0], (sum, next) => s.Plus($"plus{next}", sum, next));
    }

    /// <summary>What stands between a sample's own end and that of the longest one is nobody's.</summary>
    private static Expr Own(Expr value, int mask) => mask == NoMask ? value : Times(value, LoopSketch.OfMask(mask));

    private static int Row(NetworkSketch s, string name, int node) => s.Graph[node].Shape.Count == 2 ? node
        : Reshaping.Build(s.Graph, name, new EquatableArray<int>([s.Graph[node].Shape[1] * s.Graph[node].Shape[2]]), node);

    private sealed record Cell(CellKind Kind, int Units, LoopDirection Direction, bool FromState, ReadKind Read);
}
