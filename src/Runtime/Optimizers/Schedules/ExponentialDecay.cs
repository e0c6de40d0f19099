namespace NetCompiler;

/// <summary><c>initialLearningRate * decayRate ^ (step / decaySteps)</c>.</summary>
/// <param name="initialLearningRate">At step 0, at least 0.</param>
/// <param name="decaySteps">Steps after which the rate is <paramref name="decayRate"/> times as large, at least 1.</param>
/// <param name="decayRate">The factor.</param>
public sealed class ExponentialDecay(float initialLearningRate, long decaySteps, float decayRate) : LearningRateSchedule
{
    private readonly double _initial = CheckRate(initialLearningRate, nameof(initialLearningRate));
    private readonly double _steps = CheckSteps(decaySteps, nameof(decaySteps));
    private readonly double _rate = Argument.NotNegative(decayRate, nameof(decayRate));

    /// <summary>Whether the rate changes every <c>decaySteps</c> steps only.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override float At(long step)
    {
        double exponent = step / _steps;
        return (float)(_initial * Math.Pow(_rate, Staircase ? Math.Floor(exponent) : exponent));
    }
}
