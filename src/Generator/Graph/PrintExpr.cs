using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Prints expressions and accesses of one nest as text a person would write: <c>max(a[n, y + 2p] + b[o], 0)</c>.</summary>
/// <param name="nameOf">The name of a node that is loaded.</param>
/// <param name="box">The nest's indices.</param>
internal sealed class PrintExpr(Func<int, string> nameOf, EquatableArray<Axis> box)
{
    private const int Loosest = 0;
    private const int Sum = 1;
    private const int Product = 2;
    private const int Tightest = 3;

    public string Text(Expr expr) => Text(expr, Loosest);

    /// <summary>One affine form per axis, in brackets.</summary>
    public string Text(EquatableArray<Affine> access) => "[" + string.Join(", ", access.Select(Text)) + "]";

    /// <summary>As <c>2y + p - 1</c>.</summary>
    public string Text(Affine value)
    {
        var sum = new SumText();
        foreach (Term term in value.Terms)
        {
            sum.Add(term.Coefficient, NameOf(term.Index));
        }

        return sum.End(value.Constant);
    }

    private string NameOf(int index) => index >= 0 && index < box.Count ? box[index].Name : "?" + Invariant.Text(index);

    private string Text(Expr expr, int place) => expr switch
    {
        LoadExpr load => nameOf(load.Node) + Text(load.Access) + (load.Fill == 0 ? "" : " or " + Invariant.Text(load.Fill)),
        ConstExpr constant => Invariant.Text(constant.Value),
        IndexExpr index => "index(" + Text(index.Value) + ")",
        AccumulatorExpr => "acc",
        UnaryExpr { Kind: UnaryKind.Negate } u => "-" + Text(u.Operand, Tightest),
        UnaryExpr u => Call(u.Kind.ToString(), [u.Operand]),
        BinaryExpr b => Text(b, place),
        SelectExpr s => "(" + Text(s.Left, Sum) + Sign(s.Kind) + Text(s.Right, Sum) + " ? " + Text(s.Then) + " : " + Text(s.Else) + ")",
        _ => expr.ToString(),
    };

    private string Text(BinaryExpr b, int place)
    {
        if (Sign(b.Kind) is not { } sign)
        {
            return Call(b.Kind.ToString(), [b.Left, b.Right]);
        }

        // The right operand is bracketed at equal rank: floating point does not associate.
        int rank = b.Kind is BinaryKind.Add or BinaryKind.Subtract ? Sum : Product;
        string text = Text(b.Left, rank) + sign + Text(b.Right, rank + 1);
        return place > rank ? "(" + text + ")" : text;
    }

    private string Call(string kind, IEnumerable<Expr> operands) =>
        kind.ToLowerInvariant() + "(" + string.Join(", ", operands.Select(o => Text(o))) + ")";

    /// <summary>The operator with its spaces; null for what is written as a call.</summary>
    public static string? Sign(BinaryKind kind) => kind switch
    {
        BinaryKind.Add => " + ",
        BinaryKind.Subtract => " - ",
        BinaryKind.Multiply => " * ",
        BinaryKind.Divide => " / ",
        _ => null,
    };

    public static string Sign(CompareKind kind) => kind switch
    {
        CompareKind.Equal => " == ",
        CompareKind.Greater => " > ",
        CompareKind.GreaterOrEqual => " >= ",
        _ => " < ",
    };
}
