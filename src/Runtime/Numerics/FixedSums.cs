using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Numerics;

/// <summary>Sums in an order that does not depend on the processor.</summary>
internal static class FixedSums
{
    /// <summary>The scalar product of two vectors of one length: eight sums of products, rounded each, that are added at the end.</summary>
    public static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ReadOnlySpan<Vector256<float>> firstParts = MemoryMarshal.Cast<float, Vector256<float>>(first);
        ReadOnlySpan<Vector256<float>> secondParts = MemoryMarshal.Cast<float, Vector256<float>>(second)[..firstParts.Length];
        Vector256<float> sums = Vector256<float>.Zero;
        for (int i = 0; i < firstParts.Length; i++)
        {
            sums += firstParts[i] * secondParts[i];
        }

        float sum = 0;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            sum += sums[lane];
        }

        for (int i = firstParts.Length * Vector256<float>.Count; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }
}
