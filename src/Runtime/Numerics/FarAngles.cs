using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Numerics;

/// <summary>
/// Angles far from 0, lane by lane, by whole numbers (Payne and Hanek, 1983): of x 2/pi only the bits around the point count, and 96 bits of 2/pi,
/// chosen by the exponent of x, give these.
/// </summary>
internal static class FarAngles
{
    /// <summary>pi/2 over 2^62.</summary>
    private const double UnitOfQuarter = 3.4061215800304800e-19;

    /// <summary>2/pi, four bytes from each byte on; the first three begin before its point.</summary>
    private static ReadOnlySpan<uint> Bits =>
    [
        0xa2, 0xa2f9, 0xa2f983, 0xa2f9836e, 0xf9836e4e, 0x836e4e44, 0x6e4e4415, 0x4e441529, 0x441529fc, 0x1529fc27, 0x29fc2757, 0xfc2757d1,
        0x2757d1f5, 0x57d1f534, 0xd1f534dd, 0xf534ddc0, 0x34ddc0db, 0xddc0db62, 0xc0db6295, 0xdb629599, 0x6295993c, 0x95993c43, 0x993c4390,
        0x3c439041,
    ];

    /// <summary>Replaces the rest and the count of quarters, as an integer's bits, in the lanes that are beyond a bound.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Reduce<T>(T x, float bound, ref T rest, ref T quarters)
        where T : struct
    {
        int lanes = Unsafe.SizeOf<T>() / sizeof(float);
        Span<float> angles = MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref x), lanes);
        Span<float> rests = MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref rest), lanes);
        Span<int> counts = MemoryMarshal.CreateSpan(ref Unsafe.As<T, int>(ref quarters), lanes);
        for (int i = 0; i < lanes; i++)
        {
            if (MathF.Abs(angles[i]) > bound)
            {
                rests[i] = Reduce(angles[i], out counts[i]);
            }
        }
    }

    private static float Reduce(float angle, out int quarters)
    {
        uint bits = BitConverter.SingleToUInt32Bits(angle) & 0x7fffffff;
        if (bits >= 0x7f800000)
        {
            quarters = 0;
            return float.NaN;
        }

        int start = (int)(bits >> 26) & 15;
        uint mantissa = ((bits & 0x7fffff) | 0x800000) << (int)((bits >> 23) & 7);
        ulong low = (ulong)mantissa * Bits[start + 8];
        ulong product = unchecked(((ulong)(mantissa * Bits[start]) << 32) + ((ulong)mantissa * Bits[start + 4]) + (low >> 32));

        // The two bits before the point count quarters, and what is behind it is taken from -1/2 to 1/2.
        ulong count = unchecked(product + (1UL << 61)) >> 62;
        var fraction = (float)(unchecked((long)(product - (count << 62))) * UnitOfQuarter);
        quarters = angle < 0 ? -(int)count : (int)count;
        return angle < 0 ? -fraction : fraction;
    }
}
