namespace NetCompiler;

/// <summary>
/// A tensor in a method that the compiler reads, such as one marked <see cref="ForwardAttribute"/>. Shapes are those of one sample, without the
/// batch.
/// Such methods are never run, so there is no instance.
/// </summary>
public sealed class Tensor
{
    private Tensor()
    {
    }

    /// <summary>The sizes of one sample, constants while compiling.</summary>
    public ReadOnlySpan<int> Shape => throw NeverRuns();

    /// <summary>
    /// A part: for each of the first axes an index, which drops the axis, or a range; all of the other axes. <c>x[.., 1..3]</c>, <c>x[^1]</c>.
    /// </summary>
    /// <param name="parts">Constant indices and ranges.</param>
    public Tensor this[params AxisPart[] parts] => throw NeverRuns();

    /// <summary>A constant in place of a tensor: it is broadcast.</summary>
    public static implicit operator Tensor(float value) => throw NeverRuns();

    /// <summary>A constant in place of a tensor, as a float: it is broadcast.</summary>
    public static implicit operator Tensor(double value) => throw NeverRuns();

    /// <summary>The sum of the elements at the same places; sizes of 1 and missing first axes are broadcast.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>The difference of the elements at the same places; sizes of 1 and missing first axes are broadcast.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>The product of the elements at the same places; sizes of 1 and missing first axes are broadcast.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>The quotient of the elements at the same places; sizes of 1 and missing first axes are broadcast.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>The negative of each element.</summary>
    public static Tensor operator -(Tensor value) => throw NeverRuns();

    /// <summary>The tensor itself.</summary>
    public static Tensor operator +(Tensor value) => throw NeverRuns();

    /// <summary>1 where the left element is greater, else 0; no gradient flows.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>1 where the left element is less, else 0; no gradient flows.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>1 where the left element is greater or equal, else 0; no gradient flows.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => throw NeverRuns();

    /// <summary>1 where the left element is less or equal, else 0; no gradient flows.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => throw NeverRuns();

    internal static NotSupportedException NeverRuns() =>
        new("Methods over Tensor are read by the network compiler and never run; call Predict or Fit of the network instead.");
}
