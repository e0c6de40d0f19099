namespace NetCompiler;

/// <summary><c>initialLearningRate / (1 + decayRate * step / decaySteps)</c>.</summary>
/// <param name="initialLearningRate">At step 0, at least 0.</param>
/// <param name="decaySteps">Steps that <paramref name="decayRate"/> is for, at least 1.</param>
/// <param name="decayRate">How fast the rate falls, at least 0.</param>
public sealed class InverseTimeDecay(float initialLearningRate, long decaySteps, float decayRate) : LearningRateSchedule
{
    private readonly double _initial = CheckRate(initialLearningRate, nameof(initialLearningRate));
    private readonly double _steps = CheckSteps(decaySteps, nameof(decaySteps));
    private readonly double _rate = CheckRate(decayRate, nameof(decayRate));

    /// <summary>Whether the rate changes every <c>decaySteps</c> steps only.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override float At(long step)
    {
        double times = step / _steps;
        return (float)(_initial / (1 + (_rate * (Staircase ? Math.Floor(times) : times))));
    }
}
