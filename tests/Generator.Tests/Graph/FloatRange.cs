namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Rounds what a careful program computes to floats, and remembers whether it came near an end of their range.</summary>
internal sealed class FloatRange
{
    /// <summary>Beyond it, the same factors in another order may overflow: no order is promised.</summary>
    private const double NearEnd = 1e30;

    /// <summary>Nearer numbers differ by less than a normal float: functions may give them as equal.</summary>
    private const double Normal = 1.2e-38;

    /// <summary>
    /// Whether a number was so large that a product with another could leave the range, or a choice hung on a difference too small for it.
    /// </summary>
    public bool IsLeft { get; private set; }

    /// <summary>The largest finite number so far.</summary>
    public double Largest { get; private set; }

    public double Round(double value)
    {
        Largest = double.IsFinite(value) ? Math.Max(Largest, Math.Abs(value)) : Largest;
        IsLeft |= double.IsFinite(value) && Math.Abs(value) > NearEnd;
        return (float)value;
    }

    /// <summary>Takes note of two numbers of which the larger one is chosen.</summary>
    public void Choose(double first, double second) => IsLeft |= first != second && Math.Abs(first - second) < Normal;
}
