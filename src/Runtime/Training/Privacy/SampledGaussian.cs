namespace NetCompiler;

/// <summary>
/// Renyi divergences of the sampled Gaussian mechanism, by section 3.3 of Mironov, Talwar and Zhang (2019): for an order a, log(A) / (a - 1), where A
/// is the mean over
/// a normal z of ((1 - q) + q exp((2 z - 1) / (2 s^2)))^a.
/// </summary>
internal static class SampledGaussian
{
    /// <summary>The divergence of one step.</summary>
    /// <param name="q">The sampling rate.</param>
    /// <param name="s">The noise multiplier.</param>
    /// <param name="order">Above 1.</param>
    public static double Divergence(double q, double s, double order) =>
        q == 0 ? 0
        : s == 0 ? double.PositiveInfinity
        : q == 1 ? order / (2 * s * s)
        : (order == Math.Floor(order) ? LogWhole(q, s, (int)order) : LogFractional(q, s, order)) / (order - 1);

    /// <summary>For a whole order the binomial sum over k of C(a, k) (1 - q)^(a - k) q^k exp((k^2 - k) / (2 s^2)).</summary>
    private static double LogWhole(double q, double s, int order)
    {
        double sum = double.NegativeInfinity, coefficient = 0;
        for (int k = 0; k <= order; k++)
        {
            sum = LogAdd(sum, coefficient + (k * Math.Log(q)) + ((order - k) * LogRest(q)) + (((double)k * k) - k) / (2 * s * s));
            coefficient += Math.Log(order - k) - Math.Log(k + 1);
        }

        return sum;
    }

    /// <summary>
    /// For others two series, of the parts of the normal distribution on both sides of z where both summands are equal; from some term on their terms
    /// alternate and
    /// vanish.
    /// </summary>
    private static double LogFractional(double q, double s, double order)
    {
        double crossing = (s * s * (LogRest(q) - Math.Log(q))) + 0.5;
        double root = Math.Sqrt(2) * s;
        double positive = double.NegativeInfinity, negative = double.NegativeInfinity;
        double logCoefficient = 0;
        bool isPositive = true;
        for (int i = 0; ; i++)
        {
            double j = order - i;
            double left = logCoefficient + (i * Math.Log(q)) + (j * LogRest(q)) + ((((double)i * i) - i) / (2 * s * s)) + Math.Log(0.5)
                + LogErfc((i - crossing) / root);
            double right = logCoefficient + (j * Math.Log(q)) + (i * LogRest(q)) + (((j * j) - j) / (2 * s * s)) + Math.Log(0.5)
                + LogErfc((crossing - j) / root);
            double term = LogAdd(left, right);
            (positive, negative) = isPositive ? (LogAdd(positive, term), negative) : (positive, LogAdd(negative, term));
            if (i > order && term < positive - 40)
            {
                return positive + LogOneMinusExp(negative - positive);
            }

            isPositive ^= order - i < 0;
            logCoefficient += Math.Log(Math.Abs(order - i)) - Math.Log(i + 1);
        }
    }

    private static double LogRest(double q) => LogOnePlus(-q);

    private static double LogAdd(double a, double b)
    {
        (double low, double high) = a < b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) ? high : high + LogOnePlus(Math.Exp(low - high));
    }

    /// <summary>log(1 - exp(x)) for x below 0.</summary>
    private static double LogOneMinusExp(double x) => LogOnePlus(-Math.Exp(x));

    /// <summary>log(1 + x), without loss for a small x (Kahan).</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>log(erfc(x)): by the series of erf about 0, beyond that by the continued fraction of erfc.</summary>
    private static double LogErfc(double x) => x < 2 ? Math.Log(1 - Erf(x)) : LogTail(x);

    private static double Erf(double x)
    {
        if (x < -6)
        {
            return -1;
        }

        // Its terms with exp(-x^2) taken out are all of one sign.
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>erfc(x) = exp(-x^2) / (sqrt(pi) (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...))))), from the inside out.</summary>
    private static double LogTail(double x)
    {
        double fraction = x;
        for (int n = 120; n >= 1; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return -(x * x) - Math.Log(Math.Sqrt(Math.PI) * fraction);
    }
}
