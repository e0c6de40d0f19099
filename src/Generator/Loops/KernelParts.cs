using System;
using System.Collections.Generic;

namespace NetCompiler.Generator.Loops;

/// <summary>Walks over statements, values and places. Plain recursion: kernels have tens of thousands of parts, and are walked often.</summary>
internal static class KernelParts
{
    /// <summary>The node and all nodes below.</summary>
    public static IReadOnlyList<object> All(object node)
    {
        var all = new List<object>();
        Visit(node, all.Add);
        return all;
    }

    /// <summary>Shows the nodes of all statements, each before what stands inside of it.</summary>
    public static void Visit(IEnumerable<Stmt> body, Action<object> visit)
    {
        foreach (Stmt statement in body)
        {
            Visit(statement, visit);
        }
    }

    /// <summary>Shows a node, then what stands inside of it.</summary>
    public static void Visit(object node, Action<object> visit)
    {
        visit(node);
        switch (node)
        {
            case Vec value:
                VisitVector(value, visit);
                break;
            case Stmt statement:
                VisitStatement(statement, visit);
                break;
            case Scalar value:
                VisitScalar(value, visit);
                break;
        }
    }

    /// <summary>The statement with what becomes of its body, where it has one.</summary>
    public static Stmt WithBody(Stmt statement, Func<IEnumerable<Stmt>, List<Stmt>> change) => statement switch
    {
        For loop => loop with { Body = new(change(loop.Body)) },
        IfLess branch => branch with { Body = new(change(branch.Body)) },
        _ => statement,
    };

    /// <summary>The value with what becomes of those that it is made of, asked for from left to right.</summary>
    public static Vec WithOperands(Vec value, Func<Vec, Vec> change) => value switch
    {
        VectorUnary unary => new VectorUnary(unary.Kind, change(unary.Operand)),
        VectorBinary binary => new VectorBinary(binary.Kind, change(binary.Left), change(binary.Right)),
        VectorMultiplyAdd fused => new VectorMultiplyAdd(change(fused.A), change(fused.B), change(fused.C)),
        VectorSelect select => new VectorSelect(select.Kind, change(select.Left), change(select.Right), change(select.Then), change(select.Else)),
        _ => value,
    };

    /// <summary>The variable, vector, scalar or pointer that the node itself reads, or null.</summary>
    public static string? NameReadBy(object node) => node switch
    {
        VectorName name => name.Name,
        VectorSplat splat => splat.Name,
        ScalarName name => name.Name,
        HorizontalReduce reduce => reduce.Vector,
        Place place => place.Pointer,
        _ => null,
    };

    private static void VisitStatement(Stmt statement, Action<object> visit)
    {
        switch (statement)
        {
            case SetVector set:
                Visit(set.Value, visit);
                break;
            case LetVector let:
                Visit(let.Value, visit);
                break;
            case StoreVector store:
                Visit(store.Place, visit);
                Visit(store.Value, visit);
                break;
            case LetPointer let:
                Visit(let.Place, visit);
                break;
            case For loop:
                Visit(loop.Body, visit);
                break;
            case IfLess branch:
                Visit(branch.Body, visit);
                break;
            case LetScalar let:
                Visit(let.Value, visit);
                break;
            case SetScalar set:
                Visit(set.Value, visit);
                break;
            case StoreScalar store:
                Visit(store.Place, visit);
                Visit(store.Value, visit);
                break;
            case Fill fill:
                Visit(fill.Place, visit);
                break;
        }
    }

    private static void VisitVector(Vec value, Action<object> visit)
    {
        switch (value)
        {
            case VectorMultiplyAdd fused:
                Visit(fused.A, visit);
                Visit(fused.B, visit);
                Visit(fused.C, visit);
                break;
            case VectorLoad load:
                Visit(load.Place, visit);
                break;
            case VectorBroadcast load:
                Visit(load.Place, visit);
                break;
            case VectorUnary unary:
                Visit(unary.Operand, visit);
                break;
            case VectorBinary binary:
                Visit(binary.Left, visit);
                Visit(binary.Right, visit);
                break;
            case VectorSelect select:
                Visit(select.Left, visit);
                Visit(select.Right, visit);
                Visit(select.Then, visit);
                Visit(select.Else, visit);
                break;
        }
    }

    private static void VisitScalar(Scalar value, Action<object> visit)
    {
        switch (value)
        {
            case ScalarLoad load:
                Visit(load.Place, visit);
                break;
            case ScalarUnary unary:
                Visit(unary.Operand, visit);
                break;
            case ScalarBinary binary:
                Visit(binary.Left, visit);
                Visit(binary.Right, visit);
                break;
            case ScalarMultiplyAdd fused:
                Visit(fused.A, visit);
                Visit(fused.B, visit);
                Visit(fused.C, visit);
                break;
            case ScalarSelect select:
                Visit(select.Left, visit);
                Visit(select.Right, visit);
                Visit(select.Then, visit);
                Visit(select.Else, visit);
                break;
        }
    }
}
