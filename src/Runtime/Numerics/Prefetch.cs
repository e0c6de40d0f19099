using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>Hints that memory will be read soon, where the processor takes them. They change no result.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Floats of a line of the cache.</summary>
    private const int Line = 16;

    /// <summary>Whether hints have any effect.</summary>
    public static bool IsSupported => Sse.IsSupported;

    /// <summary>Neighbouring floats, which nobody moves meanwhile.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="floats">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask(ref float first, int floats)
    {
        float* place = (float*)Unsafe.AsPointer(ref first);
        for (int i = 0; i < floats; i += Line)
        {
            Sse.Prefetch0(place + i);
        }
    }
}
