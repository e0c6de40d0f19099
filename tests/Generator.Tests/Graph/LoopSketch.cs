using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Parts of loops over so many steps, as tensor equations.</summary>
internal sealed class LoopSketch(NetworkSketch s, int steps)
{
    private readonly Axis _n = new("n", TensorGraph.Batch), _t = new("t", steps);

    /// <summary>The element of [N, steps, units] at the step, in a box with these three axes.</summary>
    public static LoadExpr At(int node) => new(node, new([Affine.Of(0), Affine.Of(1), Affine.Of(2)]));

    /// <summary>The element of a mask [N, steps] at the step.</summary>
    public static LoadExpr OfMask(int mask) => new(mask, new([Affine.Of(0), Affine.Of(1)]));

    /// <summary>[N, steps, features] of rows that begin with them.</summary>
    public int Steps(string name, int row, int features) => s.Graph.Map(name, new EquatableArray<int>([TensorGraph.Batch, steps, features]),
        new LoadExpr(row, new([Affine.Of(0), Affine.Of(1, features) + Affine.Of(2)])));

    /// <summary>A number of steps for each sample, from 0 to the most, by a number of its row from -1 to 1.</summary>
    public int Lengths(string name, int row, int place, int most)
    {
        Expr half = Number(most / 2.0);
        return s.Graph.Map(name, new EquatableArray<int>([TensorGraph.Batch]),
            Add(half, Times(half, new LoadExpr(row, new([Affine.Of(0), Affine.Number(place)])))));
    }

    /// <summary>[N, steps]: 1 up to each sample's own end, behind it 0.</summary>
    public int Mask(string name, int lengths) => s.Graph.Add(new NestNode(
        name, new([TensorGraph.Batch, steps]), new([_n, _t]), GraphBuilder.Identity(2), Combine.Assign,
        Where(new IndexExpr(Affine.Of(1, 1, 1)), CompareKind.Greater, new LoadExpr(lengths, new([Affine.Of(0)])), Number(0), Number(1)),
            GradientScale: 0));

    /// <summary>A loop that carries nothing yet.</summary>
    public int Begin(LoopDirection direction, int bound = LoopRegion.NoBound) =>
        s.Graph.AddLoop(new(new([_t]), direction, bound, EquatableArray<LoopCarry>.Empty));

    /// <summary>Says what a loop carries.</summary>
    public void End(int loop, params LoopCarry[] carries) => s.Graph.SetLoop(loop, s.Graph.Loops[loop] with { Carries = new(carries) });

    public int Carried(string name, int units, int loop, int initial = CarriedNode.FromZero) =>
        s.Graph.Add(new CarriedNode(name, new([TensorGraph.Batch, steps, units]), 1, initial) { Loop = loop });

    /// <summary>The state times a matrix.</summary>
    public int Recurrent(string name, int state, int outputs, int loop)
    {
        int units = s.Graph[state].Shape[2], matrix = s.Parameter(name + "/recurrent", units, outputs);
        return s.Graph.Add(new NestNode(
            name, new([TensorGraph.Batch, steps, outputs]), new([_n, _t, new("j", outputs), new("k", units)]),
                new([Affine.Of(0), Affine.Of(1), Affine.Of(2)]), Combine.Sum,
            Times(new LoadExpr(state, new([Affine.Of(0), Affine.Of(1), Affine.Of(3)])),
                new LoadExpr(matrix, new([Affine.Of(3), Affine.Of(2)])))) { Loop = loop });
    }

    /// <summary>[N, steps, units], element by element.</summary>
    public int Each(string name, int units, int loop, Expr body) => s.Graph.Add(new NestNode(
        name, new([TensorGraph.Batch, steps, units]), new([_n, _t, new("j", units)]), GraphBuilder.Identity(3), Combine.Assign, body)
        { Loop = loop });

    /// <summary>[N, units]: what each step of the loop gives, added up in it.</summary>
    public int SumInside(string name, int units, int loop, Expr body) => s.Graph.Add(new NestNode(
        name, new([TensorGraph.Batch, units]), new([_n, _t, new("j", units)]), new([Affine.Of(0), Affine.Of(2)]), Combine.Sum, body) { Loop = loop });

    /// <summary>[N, units]: the states of all steps, added up behind the loop, but for those that a mask hides.</summary>
    public int SumBehind(string name, int states, int mask)
    {
        int units = s.Graph[states].Shape[2];
        Expr state = new LoadExpr(states, new([Affine.Of(0), Affine.Of(2), Affine.Of(1)]));
        return s.Graph.Add(new NestNode(
            name, new([TensorGraph.Batch, units]), new([_n, new("j", units), _t]), GraphBuilder.Identity(2), Combine.Sum,
            mask < 0 ? state : Times(state, new LoadExpr(mask, new([Affine.Of(0), Affine.Of(2)])))));
    }

    public int Last(string name, int source, int carried) =>
        s.Graph.Add(new LastNode(name, new([TensorGraph.Batch, s.Graph[source].Shape[2]]), source, carried));
}
