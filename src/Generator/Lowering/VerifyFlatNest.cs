using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>
/// Proves that each access of a flat nest is inside of its buffer wherever its guards hold, for any number of samples from 1 on and up to the padded
/// end of every axis, and that the target's elements are told apart as <see cref="FlatNest"/> says.
/// </summary>
internal sealed class VerifyFlatNest
{
    private readonly FlatNest _nest;
    private readonly Facts _box;

    private VerifyFlatNest(FlatNest nest)
    {
        _nest = nest;
        _box = nest.Box.Aggregate(Facts.None.Bind().Add(Samples.Plus(-1)), (facts, axis) =>
        {
            var index = LinearForm.Of(facts.Variables);
            return facts.Bind().Add(index).AddLess(index, IsBatch(axis) ? Samples : LinearForm.Number(axis.Padded));
        });
    }

    /// <summary>The first variable; the box's indices follow.</summary>
    private static LinearForm Samples => LinearForm.Of(0);

    /// <summary>The nest.</summary>
    /// <exception cref="InvalidOperationException">A rule is broken, or not proven to be kept: names and prints the nest.</exception>
    public static FlatNest Run(FlatNest nest)
    {
        string? fault = new VerifyFlatNest(nest).Fault();
        return fault is null ? nest : throw new InvalidOperationException($"Nest '{nest.Name}': {fault}.\n{PrintNest.Run(nest)}");
    }

    private string? Fault()
    {
        try
        {
            return BoxFault() ?? BufferFault()
                ?? _nest.Accesses.Prepend(_nest.Target).Select(AccessFault).FirstOrDefault(fault => fault is not null)
                ?? ExpressionFault(_nest.Body, isEpilogue: false)
                ?? (_nest.Epilogue is null ? null : ExpressionFault(_nest.Epilogue, isEpilogue: true))
                ?? (_nest.Number is null ? null : ExpressionFault(new IndexExpr(_nest.Number), isEpilogue: false))
                ?? TargetFault();
        }
        catch (OverflowException)
        {
            return "its numbers are too large";
        }
    }

    private static bool IsBatch(FlatAxis axis) => axis.Extent == TensorGraph.Batch;

    private string? BoxFault() => _nest.Box.All(axis => IsBatch(axis) || (axis.Extent >= 1 && axis.Padded >= axis.Extent))
        ? null : "extents are positive, and none is padded to less";

    private string? BufferFault() =>
        _nest.Buffers.Select(b => b.Name).Distinct().Count() < _nest.Buffers.Count ? "two buffers have the same name"
        : _nest.Buffers.Any(b => b.PerSample < 0 || b.Fixed + b.PerSample < 0) ? "a buffer's length is negative"
        : _nest.Target.Buffer != 0 ? "the target's buffer is the first one"
        : null;

    private string? AccessFault(FlatAccess access)
    {
        if (access.Buffer < 0 || access.Buffer >= _nest.Buffers.Count || !IsInBox(access.Offset) || !access.Guards.All(g => IsInBox(g.Value)))
        {
            return "an access names a buffer or an index that it has not";
        }

        (FlatBuffer buffer, LinearForm place, Facts facts) = (_nest.Buffers[access.Buffer], Form(access.Offset), Under(access.Guards));
        long? before = facts.Least(place);
        long? behind = facts.Least(LinearForm.Number(buffer.Fixed).Plus(Samples, buffer.PerSample).Minus(place).Plus(-1));
        return before >= 0 && behind >= 0 ? null : "an access of '" + buffer.Name + "' is not proven to lie in it";
    }

    private string? ExpressionFault(Expr expression, bool isEpilogue)
    {
        foreach (Expr part in Expressions.SelfAndParts(expression))
        {
            string? fault = part switch
            {
                AccumulatorExpr when !isEpilogue => "only an epilogue has an accumulator",
                LoadExpr load when load.Node < 0 || load.Node >= _nest.Accesses.Count || load.Access.Count > 0 => "a load is the number of an access",
                IndexExpr index when !IsInBox(index.Value) => "an index expression leaves the box",
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }

            if (isEpilogue && !FormsOf(part).SelectMany(form => form.Terms).All(term => IsOfElements(term.Index)))
            {
                return "its epilogue uses an index that does not number the elements";
            }
        }

        return null;
    }

    private IEnumerable<Affine> FormsOf(Expr part) => part switch
    {
        LoadExpr load => _nest.Accesses[load.Node].Guards.Select(g => g.Value).Append(_nest.Accesses[load.Node].Offset),
        IndexExpr index => [index.Value],
        _ => [],
    };

    private string? TargetFault()
    {
        bool isScatter = _nest.Combine != Combine.Assign && _nest.Elements.Count == 0 && _nest.Target.Offset.Terms.Any(t => !IsSingle(t.Index));
        return _nest.Number is null == (_nest.Combine == Combine.ArgMax) ? "the largest's number is asked for, and nothing else has numbers"
            : _nest.Accumulate && _nest.Combine != Combine.Sum ? "only a sum is added to what the target holds"
            : isScatter && (_nest.Combine != Combine.Sum || _nest.Epilogue is not null) ? "only a sum without an epilogue is made in memory"
            : !HasElements() ? "its elements are no indices of the box, or are named though all indices number them"
            : isScatter || IsInjective() ? null
            : "different settings of the indices that number the elements are not proven to write different ones";
    }

    private bool HasElements() =>
        _nest.Elements.All(i => i >= 0 && i < _nest.Box.Count) && _nest.Elements.Distinct().Count() == _nest.Elements.Count
        && (_nest.Combine != Combine.Assign || _nest.Elements.Count == 0);

    /// <summary>Whether each step of the target is longer than what all shorter ones reach, and each index that numbers elements has one.</summary>
    private bool IsInjective()
    {
        var shorter = Affine.Number(0);
        Facts facts = Under(_nest.Target.Guards);
        IEnumerable<Term> steps = _nest.Target.Offset.Terms.Where(t => !IsSingle(t.Index));
        foreach (Term term in steps.OrderBy(t => (IsBatch(_nest.Box[t.Index]), Math.Abs(t.Coefficient))))
        {
            long? width = -facts.Least(Form(shorter)) - facts.Least(Form(shorter * -1));
            if (!(Math.Abs(term.Coefficient) > width) || !IsOfElements(term.Index))
            {
                return false;
            }

            shorter += Affine.Of(term.Index, term.Coefficient);
        }

        return Enumerable.Range(0, _nest.Box.Count).All(i => !IsOfElements(i) || IsSingle(i) || _nest.Target.Offset[i] != 0);
    }

    private bool IsOfElements(int index) => IsSingle(index) || _nest.Combine == Combine.Assign || _nest.Elements.Contains(index);

    private bool IsSingle(int index) => _nest.Box[index].Extent == 1;

    private bool IsInBox(Affine form) => form.Terms.All(term => term.Index >= 0 && term.Index < _nest.Box.Count);

    /// <summary>What is known where guards hold.</summary>
    private Facts Under(EquatableArray<Guard> guards) => guards.Aggregate(
        _box, (facts, guard) => facts.Add(Form(guard.Value)).AddLess(Form(guard.Value), LinearForm.Number(guard.Extent)));

    private static LinearForm Form(Affine value) => value.Terms.Aggregate(
        LinearForm.Number(value.Constant), (form, term) => form.Plus(LinearForm.Of(term.Index + 1), term.Coefficient));
}
