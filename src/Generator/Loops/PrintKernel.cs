using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Loops;

/// <summary>
/// Prints a kernel: a line for its name and buffers, its summary, then a line per statement, what is inside of a loop or a condition further to the
/// right. A place is <c>pointer[offset]</c>; where a vector is loaded or stored, it is the first of its floats.
/// </summary>
internal static class PrintKernel
{
    /// <summary>Lines before and behind a fault.</summary>
    private const int LinesAround = 3;

    public static string Run(Kernel kernel) => string.Concat(Head(kernel).Concat(Lines(kernel)).Select(line => line + "\n"));

    /// <summary>A statement marked, with the loops and conditions that it is in and what stands next to it.</summary>
    /// <param name="statement">Its number, in the order of the lines; -1 is the head.</param>
    public static string Around(Kernel kernel, int statement)
    {
        var lines = Lines(kernel).ToList();
        var shown = new List<string>();
        int depth = statement < 0 ? 0 : Depth(lines[statement]);
        for (int line = statement + LinesAround; line >= 0; line--)
        {
            if (line < lines.Count && (line >= statement - LinesAround || Depth(lines[line]) < depth))
            {
                shown.Add((line == statement ? "> " : "  ") + lines[line]);
                depth = line > statement ? depth : Math.Min(depth, Depth(lines[line]));
            }
        }

        return string.Join("\n", shown.Append((statement < 0 ? "> " : "  ") + Head(kernel).First()).Reverse());
    }

    public static string Text(Place place) => place.Pointer + "[" + Text(place.Offset) + "]";

    private static int Depth(string line) => line.Length - line.TrimStart().Length;

    private static IEnumerable<string> Head(Kernel kernel) =>
        kernel.Summary.SelectMany(s => s.Split('\n')).Select(line => "// " + line)
            .Prepend($"{kernel.Name}({string.Join(", ", kernel.Buffers.Select(Text).Concat(kernel.HasCount ? [Kernel.Count] : []))}), "
                + Invariant.Text(kernel.Lanes) + " lanes" + (kernel.Block is { } block ? ", and " + Text(block) : ""));

    private static string Text(BufferSpec buffer) => buffer.Name + ": " + new SumText().Add(buffer.PerSample, Kernel.Count).End(buffer.Fixed);

    private static IEnumerable<string> Lines(Kernel kernel) => kernel.Body.SelectMany(s => Lines(s, "  "));

    private static IEnumerable<string> Lines(Stmt statement, string indent)
    {
        EquatableArray<Stmt> inside = statement switch
        {
            For loop => loop.Body,
            IfLess branch => branch.Body,
            _ => EquatableArray<Stmt>.Empty,
        };
        return inside.SelectMany(s => Lines(s, indent + "  ")).Prepend(indent + Text(statement));
    }

    private static string Text(Stmt statement) => statement switch
    {
        For { Step: 1 } loop => "for " + loop.Variable + " = " + Text(loop.From) + " until " + Text(loop.To),
        For loop => "for " + loop.Variable + " = " + Text(loop.From) + " until " + Text(loop.To) + " by "
            + (loop.ByVectors ? "vectors" : Invariant.Text(loop.Step)),
        IfLess branch => "if " + Text(branch.Left) + " < " + Text(branch.Right),
        LetIndex { Min: { } other } let => "index " + let.Name + " = min(" + Text(let.Value) + ", " + Text(other) + ")",
        LetIndex let => "index " + let.Name + " = " + Text(let.Value),
        LetPointer let => "pointer " + let.Name + " = " + Text(let.Place),
        MovePointer move => "move " + move.Name + " by " + Invariant.Text(move.Floats),
        LetVector let => "vector " + let.Name + " = " + Text(let.Value),
        SetVector set => set.Name + " = " + Text(set.Value),
        StoreVector store => "store " + Text(store.Place) + " = " + Text(store.Value),
        LetScalar let => "scalar " + let.Name + " = " + Text(let.Value),
        SetScalar set => set.Name + " = " + Text(set.Value),
        StoreScalar store => Text(store.Place) + " = " + Text(store.Value),
        Fill fill => "fill " + Text(fill.Floats) + " floats from " + Text(fill.Place) + " with " + Invariant.Text(fill.Value),
        Remark remark => "// " + remark.Text.Replace('\n', ' '),
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private static string Text(Offset offset)
    {
        var sum = new SumText();
        foreach (OffsetTerm term in offset.Terms)
        {
            sum.Add(term.Coefficient, term.Variable);
        }

        return sum.End(offset.Constant);
    }

    private static string Text(Vec value) => value switch
    {
        VectorName name => name.Name,
        VectorLoad load => "load " + Text(load.Place),
        VectorBroadcast load => "each(" + Text(load.Place) + ")",
        VectorConst constant => Invariant.Text(constant.Value),
        VectorSplat splat => "each(" + splat.Name + ")",
        VectorIota iota => "iota(" + Text(iota.Start) + " by " + Invariant.Text(iota.Step) + ")",
        VectorUnary unary => Call(unary.Kind.ToString(), Text(unary.Operand)),
        VectorBinary binary => Binary(binary.Kind, Text(binary.Left), Text(binary.Right)),
        VectorMultiplyAdd fused => Call("fma", Text(fused.A), Text(fused.B), Text(fused.C)),
        VectorSelect select => Select(select.Kind, Text(select.Left), Text(select.Right), Text(select.Then), Text(select.Else)),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Text(Scalar value) => value switch
    {
        ScalarName name => name.Name,
        ScalarLoad load => Text(load.Place),
        ScalarConst constant => Invariant.Text(constant.Value),
        ScalarIndex index => Call("index", Text(index.Value)),
        ScalarUnary unary => Call(unary.Kind.ToString(), Text(unary.Operand)),
        ScalarBinary binary => Binary(binary.Kind, Text(binary.Left), Text(binary.Right)),
        ScalarMultiplyAdd fused => Call("fma", Text(fused.A), Text(fused.B), Text(fused.C)),
        ScalarSelect select => Select(select.Kind, Text(select.Left), Text(select.Right), Text(select.Then), Text(select.Else)),
        HorizontalReduce reduce => Call("tree of " + reduce.Kind, reduce.Vector),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Binary(BinaryKind kind, string left, string right) =>
        PrintExpr.Sign(kind) is { } sign ? "(" + left + sign + right + ")" : Call(kind.ToString(), left, right);

    private static string Select(CompareKind kind, string left, string right, string then, string otherwise) =>
        "(" + left + PrintExpr.Sign(kind) + right + " ? " + then + " : " + otherwise + ")";

    private static string Call(string function, params string[] operands) => function.ToLowerInvariant() + "(" + string.Join(", ", operands) + ")";
}
