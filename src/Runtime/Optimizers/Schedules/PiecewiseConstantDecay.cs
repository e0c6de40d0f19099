namespace NetCompiler;

/// <summary>The first value up to and including the step of the first boundary, then the second, and so on.</summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly long[] _boundaries;
    private readonly float[] _values;

    /// <param name="boundaries">Steps, strictly rising.</param>
    /// <param name="values">Learning rates, one more than there are boundaries, each at least 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or the boundaries do not rise.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<long> boundaries, IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        (_boundaries, _values) = ([.. boundaries], [.. values]);
        if (_boundaries.Length != _values.Length - 1)
        {
            throw new ArgumentException(
                $"The length of boundaries should be 1 less than the length of values; got {_boundaries.Length} boundaries and {_values.Length} "
                    + $"values.", nameof(boundaries));
        }

        for (int i = 1; i < _boundaries.Length; i++)
        {
            if (_boundaries[i] <= _boundaries[i - 1])
            {
                throw new ArgumentException($"The boundaries should rise, but {_boundaries[i]} follows {_boundaries[i - 1]}.", nameof(boundaries));
            }
        }

        foreach (float value in _values)
        {
            CheckRate(value, nameof(values));
        }
    }

    /// <inheritdoc/>
    public override float At(long step)
    {
        int passed = 0;
        while (passed < _boundaries.Length && step > _boundaries[passed])
        {
            passed++;
        }

        return _values[passed];
    }
}
