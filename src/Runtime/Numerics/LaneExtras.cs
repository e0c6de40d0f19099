using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>What several formulas share, composed from <see cref="ILanes{T}"/>.</summary>
internal static class LaneExtras
{
    private const int SignBit = unchecked((int)0x80000000);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs<T, TLanes>(T value)
        where T : struct
        where TLanes : struct, ILanes<T> => TLanes.And(value, TLanes.Integer(~SignBit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NegatedAbs<T, TLanes>(T value)
        where T : struct
        where TLanes : struct, ILanes<T> => TLanes.Or(value, TLanes.Integer(SignBit));

    /// <summary>A value that is not negative, or already has the sign, with the sign of another: keeps odd functions odd and -0 as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WithSign<T, TLanes>(T value, T sign)
        where T : struct
        where TLanes : struct, ILanes<T> => TLanes.Or(value, TLanes.And(sign, TLanes.Integer(SignBit)));
}
