using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>Sums and multiples of <see cref="Offset"/>.</summary>
internal static class OffsetMath
{
    public static Offset Plus(this Offset left, Offset right) => new(
        new(left.Terms.Concat(right.Terms)
            .GroupBy(t => t.Variable)
            .Select(g => new OffsetTerm(g.Key, g.Sum(t => t.Coefficient)))
            .Where(t => t.Coefficient != 0)),
        left.Constant + right.Constant);

    public static Offset Times(this Offset offset, long factor) => factor == 0
        ? 0
        : new Offset(new(offset.Terms.Select(t => t with { Coefficient = t.Coefficient * factor })), offset.Constant * factor);

    public static Place Plus(this Place place, Offset offset) => place with { Offset = place.Offset.Plus(offset) };

    /// <summary>The form's value when index i is <c>indices[i]</c>, or 0 when that is null.</summary>
    public static Offset At(this Affine form, IReadOnlyList<Offset?> indices) => form.Terms.Aggregate(
        (Offset)form.Constant, (sum, t) => indices[t.Index] is { } index ? sum.Plus(index.Times(t.Coefficient)) : sum);
}
