using System.Collections.Generic;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Coefficient times the box index at position <c>Index</c>.</summary>
internal readonly record struct Term(int Index, long Coefficient);

/// <summary>A sum of box indices with constant coefficients: terms by rising index, none with coefficient 0.</summary>
internal sealed record Affine(EquatableArray<Term> Terms, long Constant)
{
    public static Affine Of(int index, long coefficient = 1, long constant = 0) =>
        new(new(coefficient == 0 ? [] : [new Term(index, coefficient)]), constant);

    public static Affine Number(long constant) => new(EquatableArray<Term>.Empty, constant);

    public long this[int index]
    {
        get
        {
            foreach (Term term in Terms)
            {
                if (term.Index == index)
                {
                    return term.Coefficient;
                }
            }

            return 0;
        }
    }

    public static Affine operator +(Affine a, Affine b) => AddScaled(a, b, 1);

    public static Affine operator *(Affine a, long factor) => AddScaled(Number(0), a, factor);

    /// <summary>Replaces every index by the affine form that stands for it.</summary>
    public Affine Substitute(IReadOnlyList<Affine> indices)
    {
        Affine sum = Number(Constant);
        foreach (Term term in Terms)
        {
            sum = AddScaled(sum, indices[term.Index], term.Coefficient);
        }

        return sum;
    }

    /// <summary><c>a + factor * b</c>: both lists of terms are in order, so they are merged.</summary>
    private static Affine AddScaled(Affine a, Affine b, long factor)
    {
        var terms = new List<Term>(a.Terms.Count + b.Terms.Count);
        (int i, int j) = (0, 0);
        while (i < a.Terms.Count || j < b.Terms.Count)
        {
            int index = System.Math.Min(i < a.Terms.Count ? a.Terms[i].Index : int.MaxValue, j < b.Terms.Count ? b.Terms[j].Index : int.MaxValue);
            long coefficient = (i < a.Terms.Count && a.Terms[i].Index == index ? a.Terms[i++].Coefficient : 0)
                + (j < b.Terms.Count && b.Terms[j].Index == index ? b.Terms[j++].Coefficient * factor : 0);
            if (coefficient != 0)
            {
                terms.Add(new(index, coefficient));
            }
        }

        return new(new(terms), a.Constant + (b.Constant * factor));
    }
}
