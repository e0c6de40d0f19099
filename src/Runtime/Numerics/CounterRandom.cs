using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>
/// Philox4x32-10 (Salmon et al., 2011): random bits as a pure function of a key, a salt and an element, the same on every machine and for every
/// division of the work. Element e is word (e / 8) mod 4 of the block of counter (8 (e / 32) + e mod 8, salt), so that eight blocks
/// fill 32 neighbours without a transposition.
/// </summary>
public static class CounterRandom
{
    /// <summary>Elements that are drawn together.</summary>
    internal const int Group = 32;

    /// <summary>The bits of one element.</summary>
    public static uint Bits(ulong key, int salt, long element)
    {
        ulong e = (ulong)element;
        (uint, uint, uint, uint) block = Philox.Block(Counter(e / Group, (uint)(e % 8)), (uint)salt, key);
        return ((e / 8) % 4) switch
        {
            0 => block.Item1,
            1 => block.Item2,
            2 => block.Item3,
            _ => block.Item4,
        };
    }

    /// <summary>
    /// A key for one use of a seed, such as a training step: neighbouring arguments give unrelated keys (two rounds of splitmix64).
    /// </summary>
    public static ulong Key(int seed, long use) => Subkey(Mix((uint)seed), use);

    /// <summary>A key within the uses of another one, such as a sample of an epoch.</summary>
    public static ulong Subkey(ulong key, long use) => Mix(key + (ulong)use);

    /// <summary>The bits of the <see cref="Group"/> elements from <paramref name="group"/> * <see cref="Group"/> on.</summary>
    internal static void FillBits(Span<uint> bits, ulong key, int salt, long group)
    {
        ref uint destination = ref bits[..Group][0];
        if (Avx2.IsSupported)
        {
            FillBitsAvx2(ref destination, key, (uint)salt, (ulong)group);
            return;
        }

        for (uint lane = 0; lane < 8; lane++)
        {
            (uint w0, uint w1, uint w2, uint w3) = Philox.Block(Counter((ulong)group, lane), (uint)salt, key);
            ref uint line = ref Unsafe.Add(ref destination, lane);
            line = w0;
            Unsafe.Add(ref line, 8) = w1;
            Unsafe.Add(ref line, 16) = w2;
            Unsafe.Add(ref line, 24) = w3;
        }
    }

    /// <summary>
    /// A dropout mask: element <paramref name="firstElement"/> + i is 0 with probability <paramref name="rate"/>, else 1 / (1 - rate).
    /// </summary>
    /// <param name="destination">The first of <paramref name="count"/> floats to write; no alignment asked for.</param>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="key">The draw, such as a training step; see <see cref="Key"/>.</param>
    /// <param name="salt">The mask within the draw, such as the layer's number.</param>
    /// <param name="firstElement">The place of the first float in the whole mask, at least 0.</param>
    /// <param name="rate">0 up to, but not including, 1.</param>
    public static void FillMask(ref float destination, int count, ulong key, int salt, long firstElement, float rate)
    {
        uint threshold = (uint)(rate * 4294967296.0);
        float scale = 1 / (1 - rate);
        ulong group = (ulong)firstElement / Group;
        int skip = (int)((ulong)firstElement % Group);
        Unsafe.SkipInit(out Lines buffer);
        ref float scratch = ref Unsafe.As<Lines, float>(ref buffer);
        for (int done = 0; done < count; group++)
        {
            int take = Math.Min(Group - skip, count - done);
            ref float target = ref Unsafe.Add(ref destination, done);
            if (take == Group)
            {
                FillGroup(ref target, key, (uint)salt, group, threshold, scale);
            }
            else
            {
                FillGroup(ref scratch, key, (uint)salt, group, threshold, scale);
                for (int i = 0; i < take; i++)
                {
                    Unsafe.Add(ref target, i) = Unsafe.Add(ref scratch, skip + i);
                }
            }

            done += take;
            skip = 0;
        }
    }

    /// <summary>Even draws: element <paramref name="firstElement"/> + i is a multiple of 2^-24 from 0 up to, but not including, 1.</summary>
    /// <param name="destination">The first of <paramref name="count"/> floats to write; no alignment asked for.</param>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="key">The draw, such as a training step; see <see cref="Key"/>.</param>
    /// <param name="salt">What is drawn within the draw, such as the layer's number.</param>
    /// <param name="firstElement">The place of the first float in the whole, at least 0.</param>
    public static void FillUniform(ref float destination, int count, ulong key, int salt, long firstElement)
    {
        Span<uint> bits = stackalloc uint[Group];
        int skip = (int)(firstElement % Group);
        long group = firstElement / Group;
        for (int done = 0; done < count; skip = 0, group++)
        {
            FillBits(bits, key, salt, group);
            for (int i = skip; i < Group && done < count; i++, done++)
            {
                Unsafe.Add(ref destination, done) = (bits[i] >> 8) * 5.96046448e-8f;
            }
        }
    }

    private static ulong Counter(ulong group, uint lane) => (group * 8) + lane;

    private static void FillGroup(ref float destination, ulong key, uint salt, ulong group, uint threshold, float scale)
    {
        if (Avx2.IsSupported)
        {
            FillGroupAvx2(ref destination, key, salt, group, threshold, scale);
            return;
        }

        for (uint lane = 0; lane < 8; lane++)
        {
            (uint w0, uint w1, uint w2, uint w3) = Philox.Block(Counter(group, lane), salt, key);
            ref float line = ref Unsafe.Add(ref destination, lane);
            line = w0 < threshold ? 0 : scale;
            Unsafe.Add(ref line, 8) = w1 < threshold ? 0 : scale;
            Unsafe.Add(ref line, 16) = w2 < threshold ? 0 : scale;
            Unsafe.Add(ref line, 24) = w3 < threshold ? 0 : scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillBitsAvx2(ref uint destination, ulong key, uint salt, ulong group)
    {
        PhiloxAvx2.Blocks(Counter(group, 0), salt, key, out Vector256<uint> w0, out Vector256<uint> w1, out Vector256<uint> w2,
            out Vector256<uint> w3);
        Unsafe.As<uint, Vector256<uint>>(ref destination) = w0;
        Unsafe.As<uint, Vector256<uint>>(ref Unsafe.Add(ref destination, 8)) = w1;
        Unsafe.As<uint, Vector256<uint>>(ref Unsafe.Add(ref destination, 16)) = w2;
        Unsafe.As<uint, Vector256<uint>>(ref Unsafe.Add(ref destination, 24)) = w3;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillGroupAvx2(ref float destination, ulong key, uint salt, ulong group, uint threshold, float scale)
    {
        PhiloxAvx2.Blocks(Counter(group, 0), salt, key, out Vector256<uint> w0, out Vector256<uint> w1, out Vector256<uint> w2,
            out Vector256<uint> w3);

        // Unsigned order is signed order with the top bit turned over.
        Vector256<uint> top = PhiloxAvx2.Broadcast(0x80000000);
        Vector256<int> limit = PhiloxAvx2.Broadcast(threshold ^ 0x80000000).AsInt32();
        Vector256<float> kept = PhiloxAvx2.Broadcast(BitConverter.SingleToUInt32Bits(scale)).AsSingle();
        Unsafe.As<float, Vector256<float>>(ref destination) = Keep(w0, top, limit, kept);
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, 8)) = Keep(w1, top, limit, kept);
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, 16)) = Keep(w2, top, limit, kept);
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, 24)) = Keep(w3, top, limit, kept);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Keep(Vector256<uint> bits, Vector256<uint> top, Vector256<int> limit, Vector256<float> kept)
    {
        Vector256<int> dropped = Avx2.CompareGreaterThan(limit, Avx2.Xor(bits, top).AsInt32());
        return Avx.AndNot(dropped.AsSingle(), kept);
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    [InlineArray(Group)]
    private struct Lines
    {
        private float first;
    }
}
