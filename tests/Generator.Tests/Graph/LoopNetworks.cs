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

    private static readonly Axis N = new("n", TensorGraph.Batch);
    private static readonly Axis T = new("t", Steps);

    public static Dictionary<string, BuiltNetwork> All { get; } = new(StringComparer.Ordinal)
    {
        ["simple"] = Network(5, LoopDirection.Forward, bounded: false, initial: false),
        ["backwards from a state"] = Network(8, LoopDirection.Backward, bounded: false, initial: true),
        ["to a bound"] = Network(17, LoopDirection.Forward, bounded: true, initial: true),
        ["from a bound"] = Network(9, LoopDirection.Backward, bounded: true, initial: true),
        ["two states"] = new([Steps, Features], (s, x) => Long(s, x, units: 7)),
        ["one after the other"] = new([Steps, Features], (s, x) => s.Dense("head", Stacked(s, x, 6), 2)),
        ["a sum over steps"] = new([Steps, Features], SumOverSteps),
        ["a constant"] = new([4], (s, x) => s.Graph.Map("scaled", x, Times(s.Graph.Same(x), new LoadExpr(
            s.Graph.Add(new ConstantNode("table", new([4]), new([1f, -2f, 0.5f, 3f]))), new([Affine.Of(1)]))))),
    };

    /// <summary>[N, T, units] from [N, T, features], hoisted out of the loop.</summary>
    private static int Projected(NetworkSketch s, string name, int x, int units) => s.Dense(name, x, units);

    private static LoadExpr At(int node) => new(node, new([Affine.Of(0), Affine.Of(1), Affine.Of(2)]));

    private static int Carried(NetworkSketch s, string name, int units, int loop, int initial) =>
        s.Graph.Add(new CarriedNode(name, new([TensorGraph.Batch, Steps, units]), 1, initial) { Loop = loop });

    /// <summary>The carried state times a matrix, in the loop.</summary>
    private static int Recurrent(NetworkSketch s, string name, int state, int units, int outputs, int loop)
    {
        int matrix = s.Parameter(name + "/recurrent", units, outputs);
        return s.Graph.Add(new NestNode(
            name, new([TensorGraph.Batch, Steps, outputs]), new([N, T, new("j", outputs), new("k", units)]),
                new([Affine.Of(0), Affine.Of(1), Affine.Of(2)]), Combine.Sum,
            Times(new LoadExpr(state, new([Affine.Of(0), Affine.Of(1), Affine.Of(3)])),
                new LoadExpr(matrix, new([Affine.Of(3), Affine.Of(2)])))) { Loop = loop });
    }

    private static int InLoop(NetworkSketch s, string name, int units, int loop, Expr body) => s.Graph.Add(new NestNode(
        name, new([TensorGraph.Batch, Steps, units]), new([N, T, new("j", units)]), GraphBuilder.Identity(3), Combine.Assign, body) { Loop = loop });

    /// <summary>tanh(x W + h U), with a mask that holds the state behind each sample's own end, where there is a bound.</summary>
    private static BuiltNetwork Network(int units, LoopDirection direction, bool bounded, bool initial) => new([(Steps * Features) + 1], (s, row) =>
    {
        Affine place = Affine.Of(1, Features) + Affine.Of(2);
        int x = s.Graph.Map("x", new EquatableArray<int>([TensorGraph.Batch, Steps, Features]), new LoadExpr(row, new([Affine.Of(0), place])));
        int lengths = s.Graph.Map("lengths", new EquatableArray<int>([TensorGraph.Batch]),
            Add(Number(3.5), Times(Number(3.5), new LoadExpr(row, new([Affine.Of(0), Affine.Number(Steps * Features)])))));
        int mask = s.Graph.Add(new NestNode(
            "mask", new([TensorGraph.Batch, Steps]), new([N, T]), GraphBuilder.Identity(2), Combine.Assign,
            Where(new IndexExpr(Affine.Of(1, 1, 1)), CompareKind.Greater, new LoadExpr(lengths, new([Affine.Of(0)])), Number(0), Number(1)),
                GradientScale: 0));
        int first = initial ? s.Dense("first", s.Graph.Map("start", new EquatableArray<int>([TensorGraph.Batch, Features]),
            new LoadExpr(row, GraphBuilder.Identity(2))), units) : CarriedNode.FromZero;
        int projected = Projected(s, "project", x, units);
        int loop = s.Graph.AddLoop(new(new([T]), direction, bounded ? lengths : LoopRegion.NoBound, new([])));
        int before = Carried(s, "before", units, loop, first);
        int recurrent = Recurrent(s, "recurrent", before, units, units, loop);
        Expr next = Apply(UnaryKind.Tanh, Add(At(projected), At(recurrent)));
        Expr own = new LoadExpr(mask, new([Affine.Of(0), Affine.Of(1)]));
        int h = InLoop(s, "h", units, loop, bounded ? Add(Times(own, next), Times(Subtract(Number(1), own), At(before))) : next);
        s.Graph.SetLoop(loop, s.Graph.Loops[loop] with { Carries = new([new LoopCarry(before, h)]) });
        int last = s.Graph.Add(new LastNode("last", new([TensorGraph.Batch, units]), h, before));
        int sum = s.Graph.Add(new NestNode(
            "sum", new([TensorGraph.Batch, units]), new([N, new("j", units), T]), GraphBuilder.Identity(2), Combine.Sum,
            Times(new LoadExpr(h, new([Affine.Of(0), Affine.Of(2), Affine.Of(1)])), new LoadExpr(mask, new([Affine.Of(0), Affine.Of(2)])))));
        return s.Dense("head", s.Plus("both", last, sum), 3);
    });

    /// <summary>A cell with a state and a memory, each carried.</summary>
    private static int Long(NetworkSketch s, int x, int units)
    {
        int projected = Projected(s, "project", x, 4 * units);
        int loop = s.Graph.AddLoop(LoopRegion.Over(T));
        (int hBefore, int cBefore) = (Carried(s, "h.before", units, loop, CarriedNode.FromZero),
            Carried(s, "c.before", units, loop, CarriedNode.FromZero));
        int recurrent = Recurrent(s, "recurrent", hBefore, units, 4 * units, loop);
        int gates = InLoop(s, "gates", 4 * units, loop, Add(At(projected), At(recurrent)));
        LoadExpr Gate(int number) => new(gates, new([Affine.Of(0), Affine.Of(1), Affine.Of(2, 1, number * units)]));
        Expr forget = Apply(UnaryKind.Sigmoid, Gate(1)), input = Apply(UnaryKind.Sigmoid, Gate(0));
        int c = InLoop(s, "c", units, loop, Add(Times(forget, At(cBefore)), Times(input, Apply(UnaryKind.Tanh, Gate(2)))));
        int h = InLoop(s, "h", units, loop, Times(Apply(UnaryKind.Sigmoid, Gate(3)), Apply(UnaryKind.Tanh, At(c))));
        s.Graph.SetLoop(loop, s.Graph.Loops[loop] with { Carries = new([new LoopCarry(hBefore, h), new(cBefore, c)]) });
        int memory = s.Graph.Add(new LastNode("memory", new([TensorGraph.Batch, units]), c, cBefore));
        int last = s.Graph.Add(new LastNode("last", new([TensorGraph.Batch, units]), h, hBefore));
        return s.Plus("both", memory, last);
    }

    /// <summary>Two layers: the second runs backwards over all states of the first.</summary>
    private static int Stacked(NetworkSketch s, int x, int units)
    {
        foreach ((string name, LoopDirection direction) in new[] { ("up", LoopDirection.Forward), ("down", LoopDirection.Backward) })
        {
            int projected = Projected(s, name + ".project", x, units);
            int loop = s.Graph.AddLoop(new(new([T]), direction, LoopRegion.NoBound, new([])));
            int before = Carried(s, name + ".before", units, loop, CarriedNode.FromZero);
            x = InLoop(s, name, units, loop, Apply(UnaryKind.Tanh,
                Add(At(projected), At(Recurrent(s, name + ".recurrent", before, units, units, loop)))));
            s.Graph.SetLoop(loop, s.Graph.Loops[loop] with { Carries = new([new LoopCarry(before, x)]) });
        }

        return x;
    }

    /// <summary>What each step makes is added to a tensor outside of the loop.</summary>
    private static int SumOverSteps(NetworkSketch s, int x)
    {
        const int units = 10;
        int projected = Projected(s, "project", x, units);
        int loop = s.Graph.AddLoop(LoopRegion.Over(T));
        int before = Carried(s, "before", units, loop, CarriedNode.FromZero);
        int h = InLoop(s, "h", units, loop, Apply(UnaryKind.Tanh, Add(At(projected), Times(Number(0.5), At(before)))));
        int squares = s.Graph.Add(new NestNode(
            "squares", new([TensorGraph.Batch, units]), new([N, T, new("j", units)]), new([Affine.Of(0), Affine.Of(2)]), Combine.Sum,
                Times(At(h), At(h))) { Loop = loop });
        s.Graph.SetLoop(loop, s.Graph.Loops[loop] with { Carries = new([new LoopCarry(before, h)]) });
        return s.Dense("head", squares, 2);
    }
}
