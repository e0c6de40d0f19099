namespace NetCompiler;

/// <summary>Sequences of different lengths as rows of one length.</summary>
public static class Sequences
{
    /// <summary>Sequences one after the other, all of one length, by the rules of Keras' <c>pad_sequences</c>.</summary>
    /// <param name="sequences">At least one; a sequence may be empty.</param>
    /// <param name="maxLength">Steps of a row, at least 1; null for as many as the longest sequence has, but at least 1.</param>
    /// <param name="padding">Where shorter sequences are filled up.</param>
    /// <param name="truncating">Where longer ones are cut.</param>
    /// <param name="value">What is filled in.</param>
    /// <returns>[sequences, steps], row-major.</returns>
    public static float[] Pad(IReadOnlyList<int[]> sequences, int? maxLength = null, SequenceSide padding = SequenceSide.Pre,
        SequenceSide truncating = SequenceSide.Pre, float value = 0)
    {
        Argument.WithoutNull(sequences, nameof(sequences));
        ArgumentOutOfRangeException.ThrowIfZero(sequences.Count, nameof(sequences));
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength ?? 1, 1, nameof(maxLength));
        Argument.Member(padding, nameof(padding));
        Argument.Member(truncating, nameof(truncating));
        int length = maxLength ?? Math.Max(1, sequences.Max(sequence => sequence.Length));
        if ((long)length * sequences.Count > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{sequences.Count} sequences of {length} steps are more than an array can hold."), nameof(sequences));
        }

        var rows = new float[length * sequences.Count];
        for (int i = 0; i < sequences.Count; i++)
        {
            float[] steps = Array.ConvertAll(sequences[i], step => (float)step);
            Fit(steps, rows.AsSpan(i * length, length), padding, truncating, value);
        }

        return rows;
    }

    /// <summary>Writes as much of a sequence as a row holds, and fills the rest.</summary>
    /// <param name="sequence">[steps, floats].</param>
    /// <param name="row">[steps of a row, floats].</param>
    /// <param name="padding">Where to fill up.</param>
    /// <param name="truncating">Where to cut.</param>
    /// <param name="value">What is filled in.</param>
    internal static void Fit(ReadOnlySpan<float> sequence, Span<float> row, SequenceSide padding, SequenceSide truncating, float value)
    {
        int kept = Math.Min(sequence.Length, row.Length);
        ReadOnlySpan<float> part = truncating == SequenceSide.Pre ? sequence[^kept..] : sequence[..kept];
        row.Fill(value);
        part.CopyTo(padding == SequenceSide.Pre ? row[^kept..] : row);
    }

    /// <summary>The steps of a row without the padding at both sides: from the first to the last that has another value anywhere.</summary>
    /// <param name="row">[steps, floats].</param>
    /// <param name="stepFloats">Floats of a step.</param>
    /// <param name="value">The padding's value.</param>
    internal static (int First, int Count) Content(ReadOnlySpan<float> row, int stepFloats, float value)
    {
        int first = row.IndexOfAnyExcept(value);
        if (first < 0)
        {
            return (0, 0);
        }

        int firstStep = first / stepFloats;
        return (firstStep, (row.LastIndexOfAnyExcept(value) / stepFloats) - firstStep + 1);
    }
}
