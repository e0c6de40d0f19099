namespace NetCompiler.Numerics;

/// <summary>Draws the first values of parameters by Keras' rules, the same on every machine for the same seed.</summary>
internal static class Initializers
{
    /// <summary>Keeps these draws apart from any other use of the same seed.</summary>
    private const int Salt = unchecked((int)0x94A17CE5);

    private const double PlainDeviation = 0.05;

    /// <summary>Deviation of a standard normal cut off at two: a draw divided by it has deviation 1 again.</summary>
    private const double CutDeviation = 0.87962566103423978;

    /// <summary>Fills a parameter.</summary>
    /// <param name="rowMajor">The parameter's elements in its public layout; as many as the shape says.</param>
    /// <param name="shape">The public shape, such as [in, out] or [height, width, in, out].</param>
    /// <param name="kind">The rule.</param>
    /// <param name="fanIn">Inputs that one output sums.</param>
    /// <param name="fanOut">Outputs that one input reaches.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="parameterIndex">Which parameter of the network: each has draws of its own.</param>
    public static void Fill(Span<float> rowMajor, int[] shape, Initializer kind, int fanIn, int fanOut, int seed, int parameterIndex)
    {
        var random = new RandomStream(CounterRandom.Key(seed, parameterIndex), Salt);
        double meanFan = Math.Max(1, ((double)fanIn + fanOut) / 2);
        double inFan = Math.Max(1, fanIn);
        switch (kind)
        {
            case Initializer.Zeros:
                rowMajor.Clear();
                break;
            case Initializer.Ones:
                rowMajor.Fill(1);
                break;
            case Initializer.UnitForget:
                rowMajor.Clear();
                rowMajor.Slice(rowMajor.Length / 4, rowMajor.Length / 4).Fill(1);
                break;
            case Initializer.GlorotUniform:
                FillUniform(rowMajor, Math.Sqrt(3 / meanFan), random);
                break;
            case Initializer.HeUniform:
                FillUniform(rowMajor, Math.Sqrt(6 / inFan), random);
                break;
            case Initializer.LecunUniform:
                FillUniform(rowMajor, Math.Sqrt(3 / inFan), random);
                break;
            case Initializer.RandomUniform:
                FillUniform(rowMajor, PlainDeviation, random);
                break;
            case Initializer.GlorotNormal:
                FillTruncated(rowMajor, Math.Sqrt(1 / meanFan) / CutDeviation, random);
                break;
            case Initializer.HeNormal:
                FillTruncated(rowMajor, Math.Sqrt(2 / inFan) / CutDeviation, random);
                break;
            case Initializer.LecunNormal:
                FillTruncated(rowMajor, Math.Sqrt(1 / inFan) / CutDeviation, random);
                break;
            case Initializer.TruncatedNormal:
                FillTruncated(rowMajor, PlainDeviation, random);
                break;
            case Initializer.RandomNormal:
                FillNormal(rowMajor, PlainDeviation, random);
                break;
            case Initializer.Orthogonal:
                OrthogonalMatrix.Fill(rowMajor, shape, random);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "An unknown initializer.");
        }
    }

    private static void FillUniform(Span<float> values, double limit, RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = (float)(((2 * random.NextUniform()) - 1) * limit);
        }
    }

    private static void FillNormal(Span<float> values, double deviation, RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = (float)(random.NextNormal() * deviation);
        }
    }

    private static void FillTruncated(Span<float> values, double deviation, RandomStream random)
    {
        foreach (ref float value in values)
        {
            double normal;
            do
            {
                normal = random.NextNormal();
            }
            while (Math.Abs(normal) > 2);

            value = (float)(normal * deviation);
        }
    }
}
