namespace NetCompiler;

/// <summary>Half cosines one after the other, each from the top again (SGDR; Loshchilov and Hutter, 2016).</summary>
/// <param name="initialLearningRate">At step 0, at least 0.</param>
/// <param name="firstDecaySteps">Steps of the first cosine, at least 1.</param>
public sealed class CosineDecayRestarts(float initialLearningRate, long firstDecaySteps) : LearningRateSchedule
{
    private readonly double _initial = CheckRate(initialLearningRate, nameof(initialLearningRate));
    private readonly double _steps = CheckSteps(firstDecaySteps, nameof(firstDecaySteps));
    private readonly double _lengthFactor = 2;

    /// <summary>How much longer each cosine is than the one before (Keras' <c>t_mul</c>), at least 1.</summary>
    public float LengthFactor
    {
        get => (float)_lengthFactor;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _lengthFactor = value;
        }
    }

    /// <summary>How much higher each cosine starts than the one before (Keras' <c>m_mul</c>).</summary>
    public float RateFactor { get; init => field = Argument.NotNegative(value); } = 1;

    /// <summary>The last learning rate of a cosine as a share of the initial one.</summary>
    public float Alpha { get; init => field = Argument.NotNegative(value); }

    /// <inheritdoc/>
    public override float At(long step)
    {
        double fraction = step / _steps, restarts = 0, length = 1;
        if (_lengthFactor == 1)
        {
            restarts = Math.Floor(fraction);
            fraction -= restarts;
        }

        // By subtraction: Keras' logarithm, rounded, can miss the first step of a cosine.
        while (fraction >= length)
        {
            fraction -= length;
            length *= _lengthFactor;
            restarts++;
        }

        double cosine = Math.Pow(RateFactor, restarts) * HalfCosine(fraction / length);
        return (float)(_initial * (((1 - (double)Alpha) * cosine) + Alpha));
    }
}
