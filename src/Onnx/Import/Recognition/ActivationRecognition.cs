namespace NetCompiler.Onnx.Import.Recognition;

/// <summary>Activations that exporters spell out as products.</summary>
internal static class ActivationRecognition
{
    private const int MostFactors = 4;

    /// <summary>The activation that a product is, or the product.</summary>
    public static Term Of(Term product)
    {
        if (!product.IsOperator('*', out Term left, out Term right))
        {
            return product;
        }

        foreach ((Term x, Term gate) in new[] { (left, right), (right, left) })
        {
            if (gate.Is("Sigmoid", out Term of) && of == x)
            {
                return Terms.Map("Silu", x);
            }

            if (gate.Is("HardSigmoid", out of) && of == x)
            {
                return Terms.Map("HardSilu", x);
            }

            if (gate.Is("Tanh", out of) && of.Is("Softplus", out of) && of == x)
            {
                return Terms.Map("Mish", x);
            }
        }

        return Gelu(product) ?? product;
    }

    /// <summary>x (1 + erf(x / sqrt 2)) / 2, and the same by a tanh, in any order of the factors.</summary>
    private static Term? Gelu(Term product)
    {
        List<Term> factors = TermMatch.Factors(product);
        int half = factors.FindIndex(factor => factor.Number == 0.5f);
        if (half < 0 || factors.Count is < 3 or > MostFactors)
        {
            return null;
        }

        factors.RemoveAt(half);
        foreach (Term gate in factors.Where(factor => factor.IsWithNumber('+', out _, out float one) && one == 1))
        {
            _ = gate.IsWithNumber('+', out Term bent, out _);
            if (factors.Count == 2 && factors.Single(factor => factor != gate) is var x && Kind(bent, x) is { } kind)
            {
                return Terms.Map(kind, x);
            }
        }

        return null;
    }

    private static string? Kind(Term bent, Term x)
    {
        if (bent.Is("Erf", out Term inner))
        {
            bool isDivided = inner.IsOperator('/', out Term top, out Term root) && top == x && root.Number is { } by
                && TermMatch.IsNear(by, Math.Sqrt(2));
            bool isMultiplied = inner.IsWithNumber('*', out Term other, out float factor) && other == x && TermMatch.IsNear(factor, Math.Sqrt(0.5));
            return isDivided || isMultiplied ? "Gelu" : null;
        }

        // sqrt(2 / pi) (x + 0.044715 x^3)
        return bent.Is("Tanh", out inner) && inner.IsWithNumber('*', out Term sum, out float scale) && TermMatch.IsNear(scale, Math.Sqrt(2 / Math.PI))
            && sum.IsOperator('+', out Term first, out Term second) && (first == x ? second : second == x ? first : null) is { } cube
            && cube.IsWithNumber('*', out Term power, out float small) && TermMatch.IsNear(small, 0.044715) && IsCube(power, x) ? "GeluTanh" : null;
    }

    private static bool IsCube(Term power, Term x)
    {
        List<Term> factors = TermMatch.Factors(power);
        return factors.Sum(factor => factor == x ? 1 : factor.Is("Square", out Term of) && of == x ? 2 : 9) == 3;
    }
}
