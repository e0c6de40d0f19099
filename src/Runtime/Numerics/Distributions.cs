namespace NetCompiler.Numerics;

/// <summary>Draws and functions in doubles that are the same on every machine, as those of <see cref="RandomStream"/>.</summary>
internal static class Distributions
{
    /// <summary>
    /// From Beta(<paramref name="alpha"/>, alpha): the share of the first of two gamma variates, by their logarithms, which do not vanish for small
    /// alpha.
    /// </summary>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="alpha">Above 0.</param>
    public static double NextBeta(RandomStream random, double alpha) => 1 / (1 + Exp(-(NextLogGamma(random, alpha) - NextLogGamma(random, alpha))));

    /// <summary>The exponential of <paramref name="x"/>, to about an ulp; 0 and infinity beyond the range of doubles.</summary>
    public static double Exp(double x)
    {
        if (Math.Abs(x) > 740)
        {
            return x < 0 ? 0 : double.PositiveInfinity;
        }

        double power = Math.Round(x * 1.4426950408889634);

        // ln 2 in two parts, so that the product with the first is exact.
        double rest = x - (power * 0.693147180369123816490) - (power * 1.90821492927058770002e-10);
        double sum = 1;
        for (int k = 18; k >= 1; k--)
        {
            sum = 1 + (rest / k * sum);
        }

        return Math.ScaleB(sum, (int)power);
    }

    /// <summary>Sine and cosine of an angle in turns, by their series within an eighth of a turn.</summary>
    public static (double Sin, double Cos) SinCos(double turns)
    {
        double quarters = Math.Round(turns * 4);
        double x = (turns - (quarters / 4)) * (2 * Math.PI);
        double sin = 1, cos = 1;
        for (int k = 18; k >= 2; k -= 2)
        {
            sin = 1 - (x * x / (k * (k + 1)) * sin);
            cos = 1 - (x * x / ((k - 1) * k) * cos);
        }

        sin *= x;
        return ((int)quarters & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>The logarithm of a variate of Gamma(<paramref name="shape"/>, 1) (Marsaglia and Tsang, 2000; below 1 by way of shape + 1).</summary>
    private static double NextLogGamma(RandomStream random, double shape)
    {
        if (shape < 1)
        {
            double lift = RandomStream.Log(random.NextUniform()) / shape;
            return NextLogGamma(random, shape + 1) + lift;
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal();
            double root = 1 + (c * x);
            if (root <= 0)
            {
                continue;
            }

            double v = root * root * root, logV = 3 * RandomStream.Log(root);
            if (RandomStream.Log(random.NextUniform()) < (0.5 * x * x) + d - (d * v) + (d * logV))
            {
                return RandomStream.Log(d) + logV;
            }
        }
    }
}
