namespace NetCompiler.Numerics;

/// <summary>
/// Random numbers one after the other, the same on every machine: only sums, products, quotients and roots of doubles are used, which round alike
/// everywhere, never a logarithm of the platform's library.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class RandomStream
{
    private readonly ulong key;
    private readonly int salt;
    private readonly uint[] words = new uint[CounterRandom.Group];
    private long group = -1;
    private ulong element;
    private double spare;
    private bool hasSpare;

    internal RandomStream(ulong key, int salt)
    {
        this.key = key;
        this.salt = salt;
    }

    /// <summary>Uniform within 0 and 1, never either of them.</summary>
    public double NextUniform() => (NextBits() + 0.5) / 4294967296.0;

    /// <summary>Uniform from 0 up to, but not including, <paramref name="bound"/>, without bias.</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint rejected = (uint)((1UL << 32) % (uint)bound);
        while (true)
        {
            uint bits = NextBits();
            ulong product = (ulong)bits * (uint)bound;
            if ((uint)product >= rejected)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>Normal of mean 0 and deviation 1, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        if (hasSpare)
        {
            hasSpare = false;
            return spare;
        }

        while (true)
        {
            double u = (2 * NextUniform()) - 1;
            double v = (2 * NextUniform()) - 1;
            double square = (u * u) + (v * v);
            if (square < 1)
            {
                double factor = Math.Sqrt(-2 * Log(square) / square);
                spare = v * factor;
                hasSpare = true;
                return u * factor;
            }
        }
    }

    /// <summary>Goes on at one of the stream's 2^32 parts of 2^32 numbers each, whatever has been drawn before.</summary>
    internal void MoveTo(long part)
    {
        element = (ulong)part << 32;
        hasSpare = false;
    }

    /// <summary>The logarithm of a positive normal double: u = 2^e m, log m = 2 atanh((m - 1) / (m + 1)) by its series.</summary>
    internal static double Log(double u)
    {
        const long SqrtHalf = 0x3FE6A09E667F3BCD;
        long bits = BitConverter.DoubleToInt64Bits(u) - SqrtHalf;
        double e = bits >> 52;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) + SqrtHalf);
        double s = (m - 1) / (m + 1);
        double w = s * s;
        double sum = 0;
        for (int k = 21; k >= 1; k -= 2)
        {
            sum = (sum * w) + (1.0 / k);
        }

        return (e * 0.69314718055994530942) + (2 * s * sum);
    }

    private uint NextBits()
    {
        long wanted = (long)(element / CounterRandom.Group);
        if (wanted != group)
        {
            CounterRandom.FillBits(words, key, salt, wanted);
            group = wanted;
        }

        return words[(int)(element++ % CounterRandom.Group)];
    }
}
