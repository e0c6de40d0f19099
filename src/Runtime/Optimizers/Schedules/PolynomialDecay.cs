namespace NetCompiler;

/// <summary>
/// <c>(initialLearningRate - EndLearningRate) * (1 - step / decaySteps) ^ Power + EndLearningRate</c>, and <see cref="EndLearningRate"/> from
/// <c>decaySteps</c> on.
/// </summary>
/// <param name="initialLearningRate">At step 0, at least 0.</param>
/// <param name="decaySteps">Steps to the end, at least 1.</param>
public sealed class PolynomialDecay(float initialLearningRate, long decaySteps) : LearningRateSchedule
{
    private readonly double _initial = CheckRate(initialLearningRate, nameof(initialLearningRate));
    private readonly double _steps = CheckSteps(decaySteps, nameof(decaySteps));

    /// <summary>The last learning rate.</summary>
    public float EndLearningRate { get; init => field = Argument.NotNegative(value); } = 0.0001f;

    /// <summary>The power; 1 for a straight line.</summary>
    public float Power { get; init => field = Argument.NotNegative(value); } = 1;

    /// <summary>Whether the line is stretched to the next multiple of <c>decaySteps</c> instead of ending.</summary>
    public bool Cycle { get; init; }

    /// <inheritdoc/>
    public override float At(long step)
    {
        double length = Cycle ? _steps * Math.Max(1, Math.Ceiling(step / _steps)) : _steps;
        double rest = 1 - (Math.Min(step, length) / length);
        return (float)(((_initial - EndLearningRate) * Math.Pow(rest, Power)) + EndLearningRate);
    }
}
