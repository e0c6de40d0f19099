namespace NetCompiler.Onnx.Import.Recognition;

/// <summary>Questions about expressions.</summary>
internal static class TermMatch
{
    /// <summary>Whether it is a function of one tensor and nothing else.</summary>
    public static bool Is(this Term term, string function, out Term argument)
    {
        argument = term.Arguments.Length == 1 ? term.Arguments[0] : term;
        return term.Arguments.Length == 1 && term.Format == function + "({0})";
    }

    /// <summary>Whether it is an operator with two operands.</summary>
    public static bool IsOperator(this Term term, char sign, out Term left, out Term right)
    {
        bool isOperator = term.Arguments.Length == 2 && term.Format == $"{{0}} {sign} {{1}}";
        (left, right) = isOperator ? (term.Arguments[0], term.Arguments[1]) : (term, term);
        return isOperator;
    }

    /// <summary>Whether it is a sum or product of a number and something else.</summary>
    public static bool IsWithNumber(this Term term, char sign, out Term other, out float number)
    {
        bool isOperator = term.IsOperator(sign, out Term left, out Term right);
        (other, number) = left.Number is { } first ? (right, first) : (left, right.Number ?? 0);
        return isOperator && (left.Number is not null) != (right.Number is not null);
    }

    /// <summary>Whether a number is another as far as the digits that exporters write.</summary>
    public static bool IsNear(float number, double other) => Math.Abs(number - other) <= 1e-4 * Math.Abs(other);

    /// <summary>Factors of a product of products.</summary>
    public static List<Term> Factors(Term term) => term.IsOperator('*', out Term left, out Term right) ? [.. Factors(left), .. Factors(right)]
        : [term];
}
