using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>Eight blocks of Philox4x32-10 at once.</summary>
internal static class PhiloxAvx2
{
    /// <summary>Word j of the eight blocks that begin at a counter divisible by eight, a block a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(
        ulong counter, uint high, ulong key, out Vector256<uint> w0, out Vector256<uint> w1, out Vector256<uint> w2, out Vector256<uint> w3)
    {
        Vector256<uint> multiplier0 = Broadcast(Philox.Multiplier0);
        Vector256<uint> multiplier1 = Broadcast(Philox.Multiplier1);
        Vector256<uint> c0 = Avx2.Add(Broadcast((uint)counter), Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7));
        Vector256<uint> c1 = Broadcast((uint)(counter >> 32));
        Vector256<uint> c2 = Broadcast(high);
        Vector256<uint> c3 = Broadcast(0);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Multiply(multiplier0, c0, out Vector256<uint> low0, out Vector256<uint> high0);
            Multiply(multiplier1, c2, out Vector256<uint> low1, out Vector256<uint> high1);
            c0 = Avx2.Xor(Avx2.Xor(high1, c1), Broadcast(k0));
            c1 = low1;
            c2 = Avx2.Xor(Avx2.Xor(high0, c3), Broadcast(k1));
            c3 = low0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }

        w0 = c0;
        w1 = c1;
        w2 = c2;
        w3 = c3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Broadcast(uint value) => Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(value));

    /// <summary>The low and the high halves of eight products: even lanes, odd lanes, interleaved again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(Vector256<uint> multiplier, Vector256<uint> value, out Vector256<uint> low, out Vector256<uint> high)
    {
        Vector256<uint> even = Avx2.Multiply(multiplier, value).AsUInt32();
        Vector256<uint> odd = Avx2.Multiply(multiplier, Avx2.ShiftRightLogical(value.AsUInt64(), 32).AsUInt32()).AsUInt32();
        low = Avx2.Blend(even, Avx2.ShiftLeftLogical(odd.AsUInt64(), 32).AsUInt32(), 0b10101010);
        high = Avx2.Blend(Avx2.ShiftRightLogical(even.AsUInt64(), 32).AsUInt32(), odd, 0b10101010);
    }
}
