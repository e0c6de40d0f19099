namespace NetCompiler;

/// <summary>
/// One cycle (Smith and Topin, 2018) as in PyTorch's <c>OneCycleLR</c>: along a cosine up from <c>maxLearningRate / DivFactor</c> to the maximum,
/// then
/// down to the first rate over <see cref="FinalDivFactor"/>, which stays.
/// </summary>
/// <param name="maxLearningRate">The largest learning rate, at least 0.</param>
/// <param name="totalSteps">Steps of the cycle, at least 1.</param>
public sealed class OneCycle(float maxLearningRate, long totalSteps) : LearningRateSchedule
{
    private readonly double _max = CheckRate(maxLearningRate, nameof(maxLearningRate));
    private readonly double _steps = CheckSteps(totalSteps, nameof(totalSteps));

    /// <summary>Share of the cycle that goes up, from 0 to 1 (PyTorch's <c>pct_start</c>).</summary>
    public float RisingShare { get; init => field = Argument.Share(value); } = 0.3f;

    /// <summary>The maximum over the first rate.</summary>
    public float DivFactor { get; init => field = Argument.Positive(value); } = 25;

    /// <summary>The first rate over the last one.</summary>
    public float FinalDivFactor { get; init => field = Argument.Positive(value); } = 1e4f;

    /// <inheritdoc/>
    public override float At(long step)
    {
        double first = _max / DivFactor, last = first / FinalDivFactor;
        double top = (RisingShare * _steps) - 1, end = _steps - 1;
        if (step <= top)
        {
            return Between(first, _max, top == 0 ? 1 : step / top);
        }

        return step >= end ? (float)last : Between(_max, last, (step - top) / (end - top));
    }

    private static float Between(double from, double to, double fraction) => (float)(to + ((from - to) * HalfCosine(fraction)));
}
