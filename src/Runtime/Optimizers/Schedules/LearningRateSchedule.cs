namespace NetCompiler;

/// <summary>A learning rate as a function of the training step; given to an optimizer instead of a number.</summary>
/// <remarks>Formulas and defaults are Keras'. Rates are computed in double precision and rounded once.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Training steps made before it, at least 0. With gradient accumulation, steps that only accumulate count, too.</param>
    public abstract float At(long step);

    /// <summary>Half a cosine from 1 to 0.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    private protected static double HalfCosine(double fraction) => 0.5 * (1 + Math.Cos(Math.PI * fraction));

    private protected static double CheckRate(float rate, string argument) => Argument.NotNegative(rate, argument);

    private protected static double CheckSteps(long steps, string argument)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps, argument);
        return steps;
    }
}
