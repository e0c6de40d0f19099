using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Coefficient times the box index at position <c>Index</c>.</summary>
internal readonly record struct Term(int Index, int Coefficient);

/// <summary>A sum of box indices with constant coefficients: terms by rising index, none with coefficient 0.</summary>
internal sealed record Affine(EquatableArray<Term> Terms, int Constant)
{
    public static Affine Of(int index, int coefficient = 1, int constant = 0) =>
        new(new(coefficient == 0 ? [] : [new Term(index, coefficient)]), constant);

    public static Affine Number(int constant) => new(EquatableArray<Term>.Empty, constant);

    public int this[int index] => Terms.FirstOrDefault(t => t.Index == index).Coefficient;

    public static Affine operator +(Affine a, Affine b) => Sum(a.Terms.Concat(b.Terms), a.Constant + b.Constant);

    public static Affine operator *(Affine a, int factor) =>
        Sum(a.Terms.Select(t => new Term(t.Index, t.Coefficient * factor)), a.Constant * factor);

    /// <summary>Replaces every index by the affine form that stands for it.</summary>
    public Affine Substitute(IReadOnlyList<Affine> indices) =>
        Terms.Aggregate(Number(Constant), (sum, t) => sum + (indices[t.Index] * t.Coefficient));

    private static Affine Sum(IEnumerable<Term> terms, int constant) =>
        new(new(terms.GroupBy(t => t.Index).Select(g => new Term(g.Key, g.Sum(t => t.Coefficient)))
            .Where(t => t.Coefficient != 0).OrderBy(t => t.Index)), constant);
}
