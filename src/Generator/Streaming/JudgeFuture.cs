using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Streaming;

/// <summary>
/// What an expression is where one of its indices, the past, is beyond another, the step at work: whether what has not come yet matters there.
/// This is how an attention is found to be causal, whoever wrote it.
/// </summary>
/// <param name="now">The index of the step at work.</param>
/// <param name="past">The index of the step that is looked at.</param>
/// <param name="box">Whose indices they are.</param>
/// <param name="inline">What a load is computed by, where that needs nothing that streams; else null.</param>
/// <param name="ofLoad">What is known of any other load there.</param>
internal sealed class JudgeFuture(
    int now, int past, EquatableArray<Axis> box, Func<LoadExpr, Expr?> inline, Func<LoadExpr, FutureFacts> ofLoad)
{
    /// <summary>The exponential of this is 0 beside any that a row of scores has.</summary>
    private const float Far = -1e8f;

    public FutureFacts Of(Expr expression) => expression switch
    {
        LoadExpr load => inline(load) is { } computed ? Of(computed) : ofLoad(load),
        ConstExpr { Value: var value } => new(IsKnown: true, value == 0, value <= Far) { Value = value },
        UnaryExpr unary => Of(unary),
        BinaryExpr binary => Of(binary),
        SelectExpr select => Of(select),
        _ => FutureFacts.Known,
    };

    private FutureFacts Of(UnaryExpr unary)
    {
        FutureFacts operand = Of(unary.Operand);
        return unary.Kind switch
        {
            UnaryKind.Exp => new(operand.IsKnown, operand.IsFar),
            UnaryKind.Negate or UnaryKind.Abs or UnaryKind.Sqrt or UnaryKind.Tanh or UnaryKind.Erf or UnaryKind.Sin or UnaryKind.Round =>
                new(operand.IsKnown, operand.IsZero),
            _ => new(operand.IsKnown),
        };
    }

    private FutureFacts Of(BinaryExpr binary)
    {
        (FutureFacts left, FutureFacts right) = (Of(binary.Left), Of(binary.Right));
        var both = FutureFacts.Both(left, right);
        return binary.Kind switch
        {
            BinaryKind.Multiply when left.IsZero || right.IsZero => new(IsKnown: true, IsZero: true),
            BinaryKind.Divide when left.IsZero => new(IsKnown: true, IsZero: true),
            BinaryKind.Add => both with { IsFar = both.IsKnown && (left.IsFar || right.IsFar) },
            BinaryKind.Subtract => both with { IsFar = both.IsKnown && left.IsFar },
            BinaryKind.Multiply or BinaryKind.Divide => new(both.IsKnown),
            _ => both,
        };
    }

    /// <summary>A choice by the two indices is made here; of any other both sides count.</summary>
    private FutureFacts Of(SelectExpr select)
    {
        (FutureFacts then, FutureFacts otherwise) = (Of(select.Then), Of(select.Else));
        if (Decide(select) is { } holds)
        {
            return holds ? then : otherwise;
        }

        bool condition = FutureFacts.Both(Of(select.Left), Of(select.Right)).IsKnown;
        var both = FutureFacts.Both(then, otherwise);
        return both with { IsKnown = both.IsKnown && (condition || both.IsZero) };
    }

    /// <summary>Whether a comparison holds for every past beyond the step at work; null where that depends.</summary>
    private bool? Decide(SelectExpr select)
    {
        if (Of(select.Left).Value is { } first && Of(select.Right).Value is { } second)
        {
            return select.Kind switch
            {
                CompareKind.Equal => first == second,
                CompareKind.Greater => first > second,
                CompareKind.GreaterOrEqual => first >= second,
                _ => first < second,
            };
        }

        return IndexOf(select.Left) is { } left && IndexOf(select.Right) is { } right ? Decide(select.Kind, left + (right * -1)) : null;
    }

    /// <summary>An index, whether it is written here or in what a load is computed by.</summary>
    private Affine? IndexOf(Expr expression) => expression switch
    {
        IndexExpr index => index.Value,
        LoadExpr load when inline(load) is { } computed => IndexOf(computed),
        _ => null,
    };

    /// <param name="whole">The difference of what is compared.</param>
    private bool? Decide(CompareKind kind, Affine whole)
    {
        var difference = new Affine(new(whole.Terms.Where(term => box[term.Index].Extent != 1)), whole.Constant);
        // The past is at least 1 more than the step: the difference is at most, or at least, this.
        bool isPair = difference.Terms.Count == 2 && Math.Abs(difference[now]) == 1 && difference[past] == -difference[now];
        bool isBelow = difference[now] == 1;
        long bound = difference.Constant + (isBelow ? -1 : 1);
        return !isPair ? null : kind switch
        {
            CompareKind.GreaterOrEqual => isBelow ? (bound < 0 ? false : null) : bound >= 0 ? true : null,
            CompareKind.Greater => isBelow ? (bound <= 0 ? false : null) : bound > 0 ? true : null,
            CompareKind.Less => isBelow ? (bound < 0 ? true : null) : bound >= 0 ? false : null,
            _ => (isBelow ? bound < 0 : bound > 0) ? false : null,
        };
    }
}
