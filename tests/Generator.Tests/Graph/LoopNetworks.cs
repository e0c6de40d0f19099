using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Networks with loops over steps, as tensor equations: cells that carry one state or two, in both directions, to a bound, with sums over all steps.
/// </summary>
internal static class LoopNetworks
{
    public const int Steps = 6;
    public const int Features = 3;

    public static Dictionary<string, BuiltNetwork> All { get; } = new(StringComparer.Ordinal)
    {
        ["simple"] = Network(5, LoopDirection.Forward, bounded: false, initial: false),
        ["backwards from a state"] = Network(8, LoopDirection.Backward, bounded: false, initial: true),
        ["to a bound"] = Network(17, LoopDirection.Forward, bounded: true, initial: true),
        ["from a bound"] = Network(9, LoopDirection.Backward, bounded: true, initial: true),
        ["to a bound before the end"] = LastOnly(CellKind.Simple, LoopDirection.Forward),
        ["a gate, to a bound before the end"] = LastOnly(CellKind.Gated, LoopDirection.Forward),
        ["a gate, from a bound before the end"] = LastOnly(CellKind.Gated, LoopDirection.Backward),
        ["two states"] = new([Steps, Features], (s, x) => Long(s, x, units: 7)),
        ["one after the other"] = new([Steps, Features], (s, x) => s.Dense("head", Stacked(s, x, 6), 2)),
        ["a sum over steps"] = new([Steps, Features], SumOverSteps),
        ["a constant"] = new([4], (s, x) => s.Graph.Map("scaled", x, Times(s.Graph.Same(x), new LoadExpr(
            s.Graph.Add(new ConstantNode("table", new([4]), new([1f, -2f, 0.5f, 3f]))), new([Affine.Of(1)]))))),
    };

    /// <summary>tanh(x W + h U), with a mask that holds the state behind each sample's own end, where there is a bound.</summary>
    private static BuiltNetwork Network(int units, LoopDirection direction, bool bounded, bool initial) => new([(Steps * Features) + 1], (s, row) =>
    {
        var steps = new LoopSketch(s, Steps);
        int x = steps.Steps("x", row, Features);
        int lengths = steps.Lengths("lengths", row, Steps * Features, Steps + 1);
        int mask = steps.Mask("mask", lengths);
        int first = initial ? s.Dense("first", s.Graph.Map("start", new EquatableArray<int>([TensorGraph.Batch, Features]),
            new LoadExpr(row, GraphBuilder.Identity(2))), units) : CarriedNode.FromZero;
        int projected = s.Dense("project", x, units);
        int loop = steps.Begin(direction, bounded ? lengths : LoopRegion.NoBound);
        int before = steps.Carried("before", units, loop, first);
        int recurrent = steps.Recurrent("recurrent", before, units, loop);
        Expr next = Apply(UnaryKind.Tanh, Add(LoopSketch.At(projected), LoopSketch.At(recurrent)));
        Expr own = LoopSketch.OfMask(mask);
        int h = steps.Each("h", units, loop, bounded ? Add(Times(own, next), Times(Subtract(Number(1), own), LoopSketch.At(before))) : next);
        steps.End(loop, new LoopCarry(before, h));
        int last = steps.Last("last", h, before);
        return s.Dense("head", s.Plus("both", last, steps.SumBehind("sum", h, mask)), 3);
    });

    /// <summary>The last state of a cell that takes two steps at most, so that its gradient begins where no border is.</summary>
    private static BuiltNetwork LastOnly(CellKind kind, LoopDirection direction) => new([(Steps * Features) + 1], (s, row) =>
    {
        var steps = new LoopSketch(s, Steps);
        int lengths = steps.Lengths("lengths", row, Steps * Features, most: 2);
        int loop = steps.Begin(direction, lengths);
        LoopCarry carry = new CellSketch(s, steps, "h", steps.Mask("mask", lengths)).Short(
            kind, steps.Steps("x", row, Features), 7, loop, s.Dense("first", row, 7));
        return s.Dense("head", steps.Last("last", carry.Source, carry.Carried), 3);
    });

    /// <summary>A cell with a state and a memory, each carried.</summary>
    private static int Long(NetworkSketch s, int x, int units)
    {
        var steps = new LoopSketch(s, Steps);
        int projected = s.Dense("project", x, 4 * units);
        int loop = steps.Begin(LoopDirection.Forward);
        (int hBefore, int cBefore) = (steps.Carried("h.before", units, loop), steps.Carried("c.before", units, loop));
        int recurrent = steps.Recurrent("recurrent", hBefore, 4 * units, loop);
        int gates = steps.Each("gates", 4 * units, loop, Add(LoopSketch.At(projected), LoopSketch.At(recurrent)));
        LoadExpr Gate(int number) => new(gates, new([Affine.Of(0), Affine.Of(1), Affine.Of(2, 1, number * units)]));
        Expr forget = Apply(UnaryKind.Sigmoid, Gate(1)), input = Apply(UnaryKind.Sigmoid, Gate(0));
        int c = steps.Each("c", units, loop, Add(Times(forget, LoopSketch.At(cBefore)), Times(input, Apply(UnaryKind.Tanh, Gate(2)))));
        int h = steps.Each("h", units, loop, Times(Apply(UnaryKind.Sigmoid, Gate(3)), Apply(UnaryKind.Tanh, LoopSketch.At(c))));
        steps.End(loop, new(hBefore, h), new(cBefore, c));
        return s.Plus("both", steps.Last("memory", c, cBefore), steps.Last("last", h, hBefore));
    }

    /// <summary>Two layers: the second runs backwards over all states of the first.</summary>
    private static int Stacked(NetworkSketch s, int x, int units)
    {
        var steps = new LoopSketch(s, Steps);
        foreach ((string name, LoopDirection direction) in new[] { ("up", LoopDirection.Forward), ("down", LoopDirection.Backward) })
        {
            int projected = s.Dense(name + ".project", x, units);
            int loop = steps.Begin(direction);
            int before = steps.Carried(name + ".before", units, loop);
            x = steps.Each(name, units, loop, Apply(UnaryKind.Tanh,
                Add(LoopSketch.At(projected), LoopSketch.At(steps.Recurrent(name + ".recurrent", before, units, loop)))));
            steps.End(loop, new LoopCarry(before, x));
        }

        return x;
    }

    /// <summary>What each step makes is added to a tensor outside of the loop.</summary>
    private static int SumOverSteps(NetworkSketch s, int x)
    {
        const int units = 10;
        var steps = new LoopSketch(s, Steps);
        int projected = s.Dense("project", x, units);
        int loop = steps.Begin(LoopDirection.Forward);
        int before = steps.Carried("before", units, loop);
        int h = steps.Each("h", units, loop,
            Apply(UnaryKind.Tanh, Add(LoopSketch.At(projected), Times(Number(0.5), LoopSketch.At(before)))));
        int squares = steps.SumInside("squares", units, loop, Times(LoopSketch.At(h), LoopSketch.At(h)));
        steps.End(loop, new LoopCarry(before, h));
        return s.Dense("head", squares, 2);
    }
}
