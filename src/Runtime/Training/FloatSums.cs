using System.Numerics;

namespace NetCompiler;

/// <summary>Sums of whole spans.</summary>
internal static class FloatSums
{
    /// <summary>Adds to each float of a span the one at its place in another.</summary>
    public static void Add(Span<float> total, ReadOnlySpan<float> part)
    {
        int i = 0;
        for (; i <= total.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Span<float> place = total[i..];
            (new Vector<float>(place) + new Vector<float>(part[i..])).CopyTo(place);
        }

        for (; i < total.Length; i++)
        {
            total[i] += part[i];
        }
    }
}
