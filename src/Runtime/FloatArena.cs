using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// Floats that the collector never moves, starting at a multiple of 64 bytes and padded to one, all 0 at first.
/// Whoever works on <see cref="Start"/> keeps the arena alive meanwhile.
/// </summary>
internal sealed unsafe class FloatArena
{
    /// <summary>Floats per 64 bytes.</summary>
    public const int Alignment = 16;

    private readonly float[] _array;
    private readonly float* _pointer;

    /// <exception cref="InvalidOperationException">More floats than an array holds.</exception>
    public FloatArena(long floats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        long length = Math.Max(Alignment, RoundUp(floats));
        Length = length + Alignment <= Array.MaxLength ? (int)length
            : throw new InvalidOperationException(
                $"{floats} floats at once are more than an array can hold: the network, or the batch, is too large.");
        _array = GC.AllocateUninitializedArray<float>(Length + Alignment, pinned: true);
        HugePages.Ask(_array);
        Array.Clear(_array);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _pointer = (float*)((address + 63) & ~63);
    }

    /// <summary>A multiple of <see cref="Alignment"/>, at least what was asked for.</summary>
    public int Length { get; }

    public float* Pointer => _pointer;

    public ref float Start => ref Unsafe.AsRef<float>(_pointer);

    public Span<float> Span
    {
        get
        {
            int skipped = (int)(_pointer - (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0));
            return _array.AsSpan(skipped, Length);
        }
    }

    /// <summary>The arena itself if it is long enough, else a new one; contents are not kept.</summary>
    public static FloatArena AtLeast(FloatArena? arena, long floats) =>
        arena is not null && arena.Length >= floats ? arena : new FloatArena(floats);

    /// <summary>The next multiple of <see cref="Alignment"/>.</summary>
    public static long RoundUp(long floats) => (floats + (Alignment - 1)) / Alignment * Alignment;
}
