namespace NetCompiler;

/// <summary>Which places of an axis a part of a <see cref="Tensor"/> has: an index or a range, constants for the compiler to read.</summary>
public readonly struct AxisPart
{
    /// <summary>One place; the axis is dropped.</summary>
    public static implicit operator AxisPart(int index) => throw Tensor.NeverRuns();

    /// <summary>One place, perhaps counted from the end; the axis is dropped.</summary>
    public static implicit operator AxisPart(Index index) => throw Tensor.NeverRuns();

    /// <summary>The places of a range.</summary>
    public static implicit operator AxisPart(Range range) => throw Tensor.NeverRuns();
}
