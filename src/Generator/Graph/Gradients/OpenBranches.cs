using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Graph.Gradients;

/// <summary>
/// A map that chooses, such as Where, with the maps that only one of its branches reads written out in it. So the choice stands around their
/// derivatives, too: a branch that is not taken passes nothing on, where 0 times its slope is no number if that is infinite.
/// </summary>
internal sealed class OpenBranches
{
    /// <summary>Parts of an expression, and tensors, that a kernel still holds; a branch of more stays a tensor.</summary>
    private const int MostParts = 96;
    private const int MostOperands = 8;

    private readonly TensorGraph _graph;
    private readonly NestNode _nest;
    private readonly Dictionary<Expr, LoadExpr> _kept = [];

    private OpenBranches(TensorGraph graph, NestNode nest)
    {
        (_graph, _nest, Body) = (graph, nest, nest.Body);
        if (nest.Combine == Combine.Assign && Expressions.SelfAndParts(nest.Body).Any(IsChoice))
        {
            Open();
        }
    }

    /// <summary>What is to be differentiated: the nest's expression, its branches written out.</summary>
    public Expr Body { get; private set; }

    public static OpenBranches Of(TensorGraph graph, NestNode nest) => new(graph, nest);

    /// <summary>An expression that reads what the forward pass has computed where it would compute it again.</summary>
    public Expr Reread(Expr derivative) =>
        _kept.Count == 0 ? derivative : Expressions.Rewrite(derivative, part => _kept.TryGetValue(part, out LoadExpr? load) ? load : part);

    /// <summary>Writes out maps, those that stand last first: then all uses of those before are in sight.</summary>
    private void Open()
    {
        var closed = new HashSet<LoadExpr>();
        while (Expressions.Loads(Body).Where(load => !closed.Contains(load)).OrderByDescending(load => load.Node).FirstOrDefault() is { } load)
        {
            closed.Add(load);
            if (_graph.Nodes[load.Node] is NestNode map && IsElementwise(map) && IsInside(load, map) && MayBeLeftOut(load, map))
            {
                Expr opened = Expressions.Rewrite(map.Body, part => Expressions.Over(part, load.Access));
                Expr body = Expressions.Replace(Body, load, opened);
                if (Fits(body))
                {
                    Body = body;
                    _kept[opened] = load;
                }
            }
        }
    }

    private bool IsElementwise(NestNode map) =>
        map is { Combine: Combine.Assign, Epilogue: null, GradientScale: 1, Body: UnaryExpr or BinaryExpr or SelectExpr }
        && map.Loop == _nest.Loop && map.Target == GraphBuilder.Identity(map.Shape.Count);

    private bool IsInside(LoadExpr load, NestNode map) => load.Access
        .Zip(map.Shape, (form, size) => (Range: Expressions.Range(form, _nest.Box), size))
        .All(axis => axis.size == TensorGraph.Batch || (axis.Range.Low >= 0 && axis.Range.High < axis.size));

    /// <summary>
    /// Whether there are points at which the choice leaves the map out and its slope may not be finite. Behind a bound that takes a pole at the same
    /// place: a normalisation before ReLU, whose factors are finite, stays. So does what a loop computes without a pole, such as a cell before the
    /// mask of its steps: written out, it would be computed in the loop and behind it.
    /// </summary>
    private bool MayBeLeftOut(LoadExpr load, NestNode map) =>
        (!AlwaysRead(Body, load, boundsRead: true) && Has(map, map.Loop == Node.NoLoop ? IsCurved : HasPole, _ => true))
        || (!AlwaysRead(Body, load, boundsRead: false) && Has(map, HasPole, other => other.Shape == _nest.Shape));

    /// <summary>Whether such a part is in the map or in one of those that it reads.</summary>
    private bool Has(NestNode map, Func<Expr, bool> isSuch, Func<NestNode, bool> counts) => counts(map)
        && Expressions.SelfAndParts(map.Body).Any(part => isSuch(part)
        || (part is LoadExpr load && _graph.Nodes[load.Node] is NestNode before && IsElementwise(before) && Has(before, isSuch, counts)));

    /// <param name="boundsRead">Whether a maximum or minimum counts as reading both of its operands.</param>
    private static bool AlwaysRead(Expr expression, LoadExpr load, bool boundsRead)
    {
        bool Reads(Expr part) => AlwaysRead(part, load, boundsRead);
        return expression switch
        {
            SelectExpr select => Reads(select.Then) && Reads(select.Else),
            BinaryExpr bound when IsBound(bound) && !boundsRead => Reads(bound.Left) && Reads(bound.Right),
            BinaryExpr binary => Reads(binary.Left) || Reads(binary.Right),
            UnaryExpr unary => Reads(unary.Operand),
            _ => expression.Equals(load),
        };
    }

    /// <summary>A choice by values; one by indices, as that of the parts of a row, knows for whole tensors what is read.</summary>
    private static bool IsChoice(Expr expression) => IsBound(expression) || expression is SelectExpr { Left: not IndexExpr, Right: not IndexExpr };

    private static bool IsBound(Expr expression) =>
        expression is BinaryExpr { Kind: BinaryKind.Max or BinaryKind.Min or BinaryKind.Largest or BinaryKind.Smallest };

    private static bool HasPole(Expr expression) => expression is BinaryExpr { Kind: BinaryKind.Divide, Right: not ConstExpr }
        or UnaryExpr { Kind: UnaryKind.Sqrt or UnaryKind.Log or UnaryKind.Log1p or UnaryKind.Exp or UnaryKind.Expm1 };

    private static bool IsCurved(Expr expression) => HasPole(expression)
        || expression is BinaryExpr { Kind: BinaryKind.Multiply, Left: not ConstExpr, Right: not ConstExpr }
        or UnaryExpr { Kind: not (UnaryKind.Negate or UnaryKind.Abs) };

    private static bool Fits(Expr body) =>
        Expressions.SelfAndParts(body).Count <= MostParts && Expressions.Loads(body).Select(load => load.Node).Distinct().Count() <= MostOperands;
}
