using System;

namespace NetCompiler.Generator.Loops;

/// <summary>
/// A sum of integer variables with constant coefficients. Variables are numbers, in the order in which they are bound: what a variable's bounds
/// depend on has smaller ones.
/// </summary>
internal sealed class LinearForm
{
    /// <summary>By variable; the last one is not 0.</summary>
    private readonly long[] _coefficients;

    private LinearForm(long[] coefficients, long constant) => (_coefficients, Constant) = (coefficients, constant);

    public long Constant { get; }

    /// <summary>The variable that was bound last of those that occur; -1 when the form is a number.</summary>
    public int Last => _coefficients.Length - 1;

    public long this[int variable] => variable < _coefficients.Length ? _coefficients[variable] : 0;

    public static LinearForm Number(long constant) => new([], constant);

    public static LinearForm Of(int variable)
    {
        long[] coefficients = new long[variable + 1];
        coefficients[variable] = 1;
        return new(coefficients, 0);
    }

    public LinearForm Plus(long constant) => constant == 0 ? this : new(_coefficients, Constant + constant);

    /// <summary><c>this + factor * other</c>.</summary>
    public LinearForm Plus(LinearForm other, long factor = 1) => Combine(1, other, factor);

    public LinearForm Minus(LinearForm other) => Combine(1, other, -1);

    /// <summary><c>scale * this + factor * other</c>.</summary>
    public LinearForm Combine(long scale, LinearForm other, long factor)
    {
        int length = Math.Max(_coefficients.Length, other._coefficients.Length);
        while (length > 0 && (scale * this[length - 1]) + (factor * other[length - 1]) == 0)
        {
            length--;
        }

        long[] sum = length == 0 ? [] : new long[length];
        for (int variable = 0; variable < sum.Length; variable++)
        {
            sum[variable] = (scale * this[variable]) + (factor * other[variable]);
        }

        return new(sum, (scale * Constant) + (factor * other.Constant));
    }

    /// <summary>The form with another one in place of a variable.</summary>
    public LinearForm Substitute(int variable, LinearForm value) => Plus(value.Minus(Of(variable)), this[variable]);

    /// <summary>
    /// A smaller form that is not negative where this one is not: integers allow to divide by what all coefficients have in common.
    /// </summary>
    public LinearForm Tighten()
    {
        long common = 0L;
        foreach (long coefficient in _coefficients)
        {
            common = Divisor(common, coefficient);
        }

        return common <= 1 ? this : new(Array.ConvertAll(_coefficients, c => c / common), FloorDivide(Constant, common));
    }

    public bool HasTermsOf(LinearForm other) => _coefficients.AsSpan().SequenceEqual(other._coefficients);

    /// <summary>The greatest common divisor of the sizes of both.</summary>
    public static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return Math.Abs(a);
    }

    /// <param name="by">Positive.</param>
    public static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
