namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Rounds what a careful program computes to floats, and remembers whether it came near the end of their range.</summary>
internal sealed class FloatRange
{
    /// <summary>Beyond it, the same factors in another order may overflow: no order is promised.</summary>
    private const double NearEnd = 1e30;

    /// <summary>Whether a number was so large that a product with another could leave the range.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>The largest finite number so far.</summary>
    public double Largest { get; private set; }

    public double Round(double value)
    {
        Largest = double.IsFinite(value) ? Math.Max(Largest, Math.Abs(value)) : Largest;
        IsLeft |= double.IsFinite(value) && Math.Abs(value) > NearEnd;
        return (float)value;
    }
}
