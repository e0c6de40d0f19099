namespace NetCompiler;

/// <summary>What stands in for a number that is missing.</summary>
public sealed class NumberFill
{
    private readonly double? _value;

    private NumberFill(double? value = null) => _value = value;

    /// <summary>The mean of those that the training part has.</summary>
    public static NumberFill Mean { get; } = new();

    /// <summary>Their median.</summary>
    public static NumberFill Median { get; } = new();

    /// <summary>A number.</summary>
    /// <param name="value">A finite number, before it is scaled.</param>
    public static NumberFill Constant(double value) => new(Argument.Finite(value, nameof(value)));

    /// <summary>The number, by the ones that are there, in their order.</summary>
    internal double Of(double[] sorted) => _value ?? (this == Mean ? NumberMap.MeanOf(sorted) : NumberMap.Quantile(sorted, 0.5));
}
