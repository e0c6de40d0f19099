using System;

namespace NetCompiler.Generator.Loops;

/// <summary>
/// What is known of the variables at a place of a kernel or nest: forms that are not negative there, each filed under the last of its variables.
/// Immutable; what is inside of a loop or a branch knows more than what is around it.
/// </summary>
internal sealed class Facts
{
    /// <summary>Forms that one question may look at. Kernels ask for a handful; a question that takes more is not answered.</summary>
    private const int MostForms = 1000;

    private readonly LinearForm[][] _known;
    private readonly (LinearForm First, LinearForm Second)?[] _smaller;

    private Facts(LinearForm[][] known, (LinearForm First, LinearForm Second)?[] smaller) => (_known, _smaller) = (known, smaller);

    /// <summary>Nothing is known, as there is no variable.</summary>
    public static Facts None { get; } = new([], []);

    /// <summary>The number of the next variable.</summary>
    public int Variables => _known.Length;

    /// <summary>One more variable.</summary>
    public Facts Bind() => new([.. _known, []], [.. _smaller, null]);

    /// <summary>One more variable, the smaller of two forms.</summary>
    public Facts BindSmaller(LinearForm first, LinearForm second) => new([.. _known, []], [.. _smaller, (first, second)]);

    /// <summary>The form is not negative, either.</summary>
    public Facts Add(LinearForm form)
    {
        form = form.Tighten();
        if (form.Last < 0)
        {
            return this;
        }

        var known = (LinearForm[][])_known.Clone();
        LinearForm[] forms = known[form.Last];
        int same = Array.FindIndex(forms, form.HasTermsOf);
        if (same < 0)
        {
            known[form.Last] = [form, .. forms];
        }
        else if (form.Constant < forms[same].Constant)
        {
            known[form.Last] = (LinearForm[])forms.Clone();
            known[form.Last][same] = form;
        }

        return new(known, _smaller);
    }

    /// <summary>
    /// The first form is less than the second, and so than each of two whose smaller one that names: those have common divisors to round by.
    /// </summary>
    public Facts AddLess(LinearForm less, LinearForm than)
    {
        Facts facts = Add(than.Minus(less).Plus(-1));
        return than.Last >= 0 && than[than.Last] > 0 && _smaller[than.Last] is { } smaller
            ? facts.AddLess(less, than.Substitute(than.Last, smaller.First)).AddLess(less, than.Substitute(than.Last, smaller.Second))
            : facts;
    }

    /// <summary>The largest number that the form is proven not to be below; null when nothing bounds it.</summary>
    public long? Least(LinearForm form)
    {
        int left = MostForms;
        return Least(form, ref left);
    }

    /// <summary>
    /// Takes the last variable out by each fact that bounds it from the side that makes the form small, and goes on with what is left. Each way
    /// proves a bound, so the largest one counts.
    /// </summary>
    private long? Least(LinearForm form, ref int left)
    {
        if (form.Last < 0)
        {
            return form.Constant;
        }

        if (--left < 0)
        {
            return null;
        }

        long coefficient = form[form.Last];
        long? most = _smaller[form.Last] is { } smaller ? OfSmaller(form, smaller, ref left) : null;
        foreach (LinearForm fact in _known[form.Last])
        {
            if (Math.Sign(fact[form.Last]) == Math.Sign(coefficient))
            {
                // scale * form - factor * fact, without the variable, is at most scale * form.
                long common = LinearForm.Divisor(coefficient, fact[form.Last]);
                long scale = Math.Abs(fact[form.Last]) / common;
                long? least = Least(form.Combine(scale, fact, -(Math.Abs(coefficient) / common)), ref left);
                most = Larger(most, least is { } scaled ? -LinearForm.FloorDivide(-scaled, scale) : null);
            }
        }

        return most;
    }

    /// <summary>Of a form whose last variable is the smaller of two: the form's smallest value has either in its place.</summary>
    private long? OfSmaller(LinearForm form, (LinearForm First, LinearForm Second) smaller, ref int left)
    {
        long? first = Least(form.Substitute(form.Last, smaller.First), ref left);
        long? second = Least(form.Substitute(form.Last, smaller.Second), ref left);
        return form[form.Last] < 0 ? Larger(first, second) : first is null || second is null ? null : Math.Min(first.Value, second.Value);
    }

    private static long? Larger(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
