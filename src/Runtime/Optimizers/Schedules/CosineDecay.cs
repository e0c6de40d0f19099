namespace NetCompiler;

/// <summary>
/// Falls along half a cosine to <see cref="Alpha"/> times the first rate (Loshchilov and Hutter, 2016), after a straight warm-up if wanted (Goyal et
/// al., 2017).
/// </summary>
/// <param name="initialLearningRate">At step 0, at least 0.</param>
/// <param name="decaySteps">Steps of the cosine, at least 1.</param>
public sealed class CosineDecay(float initialLearningRate, long decaySteps) : LearningRateSchedule
{
    private readonly double _initial = CheckRate(initialLearningRate, nameof(initialLearningRate));
    private readonly double _steps = CheckSteps(decaySteps, nameof(decaySteps));

    /// <summary>The last learning rate as a share of that which the cosine starts from.</summary>
    public float Alpha { get; init => field = Argument.NotNegative(value); }

    /// <summary>Where the warm-up leads, and the cosine starts; null for no warm-up.</summary>
    public float? WarmupTarget { get; init => field = Argument.NotNegative(value); }

    /// <summary>Steps of the warm-up, before those of the cosine.</summary>
    public long WarmupSteps { get; init; }

    /// <inheritdoc/>
    public override float At(long step)
    {
        if (WarmupTarget is not { } target)
        {
            return Decayed(step, _initial);
        }

        return step < WarmupSteps ? (float)(((target - _initial) * ((double)step / WarmupSteps)) + _initial) : Decayed(step - WarmupSteps, target);
    }

    private float Decayed(long step, double from) => (float)(from * (((1 - (double)Alpha) * HalfCosine(Math.Min(step, _steps) / _steps)) + Alpha));
}
