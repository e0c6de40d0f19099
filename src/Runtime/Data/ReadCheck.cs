namespace NetCompiler;

/// <summary>What readers of samples say to arguments that they cannot follow, before anything is read.</summary>
internal static class ReadCheck
{
    /// <summary>That there is room for what is asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No sample is asked for.</exception>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Room(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int count, int inputFloats, int targetFloats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(count));
        Room(inputs, count, inputFloats, nameof(inputs));
        Room(targets, count, targetFloats, nameof(targets));
    }

    /// <summary>That no reader goes back.</summary>
    public static void Skipped(long count) => ArgumentOutOfRangeException.ThrowIfNegative(count);

    /// <summary>That a span holds so many samples.</summary>
    public static void Room(ReadOnlySpan<float> span, int count, int floats, string name)
    {
        if (span.Length < (long)count * floats)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected room for {(long)count * floats} floats, {floats} for each of {count} samples, but got {span.Length}."), name);
        }
    }
}
