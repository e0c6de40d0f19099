using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>
/// The rule of a <see cref="CustomOptimizer"/>, on eight parameters. Additions, multiplications, divisions and roots only, none of them fused, so
/// that every processor gives the same bits.
/// </summary>
public interface IElementUpdate
{
    /// <summary>New values from old ones, the gradients and up to three values of state each.</summary>
    /// <param name="values">The parameters before the step.</param>
    /// <param name="gradients">Theirs, clipped; those below 1e-17 are 0.</param>
    /// <param name="s0">The first value of state, to be changed; those below 1e-30 are kept as 0.</param>
    /// <param name="s1">The second.</param>
    /// <param name="s2">The third.</param>
    /// <returns>The parameters after the step.</returns>
    Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
        ref Vector256<float> s2);
}

/// <summary>Applies a rule to whole arenas.</summary>
/// <remarks>
/// Moments of a parameter whose gradient stays 0 shrink until they are denormal, and arithmetic on those is tens of times slower. So gradients
/// and state too small to matter count as 0: see docs/decisions/0005-no-denormal-state.md.
/// </remarks>
internal static class ElementUpdates
{
    /// <summary>Smaller gradients count as 0: their squares, times a small coefficient, are still normal numbers above it.</summary>
    public const float SmallestGradient = 1e-17f;

    /// <summary>Smaller values of state count as 0.</summary>
    public const float SmallestState = 1e-30f;

    /// <param name="update">The rule with its coefficients.</param>
    /// <param name="values">The parameters; a multiple of 8 floats.</param>
    /// <param name="gradients">As many gradients.</param>
    /// <param name="s0">State as long as the parameters, or empty.</param>
    /// <param name="s1">Likewise.</param>
    /// <param name="s2">Likewise.</param>
    public static void Sweep<T>(T update, Span<float> values, ReadOnlySpan<float> gradients, Span<float> s0, Span<float> s1, Span<float> s2)
        where T : struct, IElementUpdate
    {
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float gradient = ref MemoryMarshal.GetReference(gradients);
        (bool has0, bool has1, bool has2) = (s0.Length > 0, s1.Length > 0, s2.Length > 0);
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Vector256<float> v0 = has0 ? At(s0, i) : default, v1 = has1 ? At(s1, i) : default, v2 = has2 ? At(s2, i) : default;
            Vector256<float> updated = update.Apply(
                Vector256.LoadUnsafe(ref value, (nuint)i), Flush(Vector256.LoadUnsafe(ref gradient, (nuint)i), SmallestGradient), ref v0, ref v1,
                    ref v2);
            updated.StoreUnsafe(ref value, (nuint)i);
            Put(s0, i, v0, has0);
            Put(s1, i, v1, has1);
            Put(s2, i, v2, has2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(Span<float> state, int place) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(state), (nuint)place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<float> state, int place, Vector256<float> value, bool wanted)
    {
        if (wanted)
        {
            Flush(value, SmallestState).StoreUnsafe(ref MemoryMarshal.GetReference(state), (nuint)place);
        }
    }

    /// <summary>0 in place of smaller values; what is no number stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Flush(Vector256<float> values, float smallest) =>
        Vector256.AndNot(values, Vector256.LessThan(Vector256.Abs(values), Vector256.Create(smallest)));
}
