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
