using System.Numerics;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Sums of whole spans.</summary>
internal static class FloatSums
{
    /// <summary>Adds to each float of a span the one at its place in another, which is at least as long.</summary>
    public static void Add(Span<float> total, ReadOnlySpan<float> part)
    {
        ref float to = ref MemoryMarshal.GetReference(total), from = ref MemoryMarshal.GetReference(part[..total.Length]);
        int i = 0;
        for (; i <= total.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector.LoadUnsafe(ref to, (nuint)i) + Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < total.Length; i++)
        {
            total[i] += part[i];
        }
    }

    /// <summary>Whether all floats are finite numbers.</summary>
    public static bool IsFinite(ReadOnlySpan<float> values)
    {
        // Zero times a number is zero, and not a number where that is infinite or none.
        Vector<float> first = default, second = default;
        ref float from = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - (2 * Vector<float>.Count); i += 2 * Vector<float>.Count)
        {
            first += Vector.LoadUnsafe(ref from, (nuint)i) * Vector<float>.Zero;
            second += Vector.LoadUnsafe(ref from, (nuint)(i + Vector<float>.Count)) * Vector<float>.Zero;
        }

        float sum = Vector.Sum(first + second);
        for (; i < values.Length; i++)
        {
            sum += values[i] * 0;
        }

        return sum == 0;
    }

    /// <summary>
    /// Adds up a range of several arenas, into the first: neighbours, then neighbours of what these gave, and so on, so that no chain is longer than
    /// the halvings of their number. The others are left with sums of some.
    /// </summary>
    public static void Tree(ReadOnlySpan<FloatArena> parts, Range range)
    {
        for (int step = 1; step < parts.Length; step *= 2)
        {
            for (int part = 0; part + step < parts.Length; part += 2 * step)
            {
                Add(parts[part].Span[range], parts[part + step].Span[range]);
            }
        }
    }
}
