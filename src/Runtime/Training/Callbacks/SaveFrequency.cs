namespace NetCompiler;

/// <summary>How often a callback saves: at the end of each epoch, which is the default, or after a number of steps.</summary>
public readonly record struct SaveFrequency
{
    private readonly int _steps;

    private SaveFrequency(int steps) => _steps = steps;

    /// <summary>At the end of each epoch.</summary>
    public static SaveFrequency Epoch => default;

    /// <summary>Steps between two savings; null for the end of each epoch.</summary>
    public int? Steps => _steps == 0 ? null : _steps;

    /// <summary>After each so many steps, counted over the epochs' bounds.</summary>
    /// <param name="steps">At least 1.</param>
    public static SaveFrequency EverySteps(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new SaveFrequency(steps);
    }
}
