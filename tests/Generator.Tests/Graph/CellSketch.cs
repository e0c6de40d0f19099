using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>How a state becomes the next.</summary>
internal enum CellKind
{
    /// <summary>tanh(x W + h U).</summary>
    Simple,

    /// <summary>A state that decays, without a matrix.</summary>
    Leaking,

    /// <summary>A memory beside the state, with four gates.</summary>
    Long,

    /// <summary>A gate between the state and what replaces it, which reads a part of the state.</summary>
    Gated,
}

/// <summary>One layer of cells in a loop over steps. Behind a sample's own end, which a mask tells, a state stays as it is.</summary>
/// <param name="mask">[N, steps]; negative for none.</param>
internal sealed class CellSketch(NetworkSketch s, LoopSketch steps, string name, int mask)
{
    /// <summary>A cell with a state only.</summary>
    public LoopCarry Short(CellKind kind, int x, int units, int loop, int first)
    {
        int projected = s.Dense(name + ".project", x, kind == CellKind.Gated ? 2 * units : units);
        int before = steps.Carried(name + ".before", units, loop, first);
        Expr next = kind switch
        {
            CellKind.Leaking => Add(Times(Number(0.7), LoopSketch.At(before)), LoopSketch.At(projected)),
            CellKind.Simple => Apply(UnaryKind.Tanh,
                Add(LoopSketch.At(projected), LoopSketch.At(steps.Recurrent(name + ".recurrent", before, units, loop)))),
            _ => Gated(projected, before, units, loop),
        };
        int h = steps.Each(name, units, loop, Held(next, before));
        steps.End(loop, new LoopCarry(before, h));
        return new(before, h);
    }

    private Expr Gated(int projected, int before, int units, int loop)
    {
        int recurrent = steps.Recurrent(name + ".recurrent", before, units, loop);
        int gate = steps.Each(name + ".gate", units, loop, Apply(UnaryKind.Sigmoid, Add(LoopSketch.At(projected), LoopSketch.At(recurrent))));
        int part = steps.Each(name + ".part", units, loop, Times(LoopSketch.At(gate), LoopSketch.At(before)));
        Expr made = Apply(UnaryKind.Tanh, Add(
            Part(projected, 1, units), LoopSketch.At(steps.Recurrent(name + ".made", part, units, loop))));
        return Add(Times(LoopSketch.At(gate), LoopSketch.At(before)), Times(Subtract(Number(1), LoopSketch.At(gate)), made));
    }

    /// <summary>A cell with a state, which is given, and a memory, both of which begin as told.</summary>
    public LoopCarry Long(int x, int units, int loop, int first)
    {
        int projected = s.Dense(name + ".project", x, 4 * units);
        int hBefore = steps.Carried(name + ".h.before", units, loop, first), cBefore = steps.Carried(name + ".c.before", units, loop, first);
        int recurrent = steps.Recurrent(name + ".recurrent", hBefore, 4 * units, loop);
        int gates = steps.Each(name + ".gates", 4 * units, loop, Add(LoopSketch.At(projected), LoopSketch.At(recurrent)));
        Expr Gate(UnaryKind function, int number) => Apply(function, Part(gates, number, units));
        int c = steps.Each(name + ".c", units, loop, Held(
            Add(Times(Gate(UnaryKind.Sigmoid, 1), LoopSketch.At(cBefore)), Times(Gate(UnaryKind.Sigmoid, 0), Gate(UnaryKind.Tanh, 2))), cBefore));
        int h = steps.Each(name, units, loop, Held(Times(Gate(UnaryKind.Sigmoid, 3), Apply(UnaryKind.Tanh, LoopSketch.At(c))), hBefore));
        steps.End(loop, new(hBefore, h), new(cBefore, c));
        return new(hBefore, h);
    }

    private static LoadExpr Part(int node, int number, int units) =>
        new(node, new([Affine.Of(0), Affine.Of(1), Affine.Of(2, 1, number * units)]));

    private Expr Held(Expr next, int before)
    {
        Expr own = LoopSketch.OfMask(mask);
        return mask < 0 ? next : Add(Times(own, next), Times(Subtract(Number(1), own), LoopSketch.At(before)));
    }
}
