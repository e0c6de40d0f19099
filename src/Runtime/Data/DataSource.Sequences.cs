namespace NetCompiler;

/// <summary>How long a sample is.</summary>
/// <param name="input">The input.</param>
/// <param name="target">The target.</param>
/// <returns>A length of at least 0, such as the steps that are no padding.</returns>
public delegate int SampleLength(ReadOnlySpan<float> input, ReadOnlySpan<float> target);

/// <content>Stages for inputs that are sequences: their first axis is time.</content>
public static partial class DataSource
{
    /// <summary>
    /// Gives sequences another length, by the rules of Keras' <c>pad_sequences</c>: what is padding at either side of a sequence is taken off, then
    /// it is cut or filled up.
    /// </summary>
    /// <param name="source">Inputs of shape [steps, ...].</param>
    /// <param name="length">Steps of the new inputs, at least 1.</param>
    /// <param name="padding">Where shorter sequences are filled up.</param>
    /// <param name="truncating">Where longer ones are cut.</param>
    /// <param name="value">The value that steps of padding have throughout, in the source and in what comes out.</param>
    public static IDataSource PadSequences(this IDataSource source, int length, SequenceSide padding = SequenceSide.Pre,
        SequenceSide truncating = SequenceSide.Pre, float value = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Argument.Member(padding, nameof(padding));
        Argument.Member(truncating, nameof(truncating));
        int[] shape = source.InputShape.ToArray();
        int stepFloats = StepFloats(source);
        if ((long)stepFloats * length > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{length} steps of {stepFloats} floats are more than an array can hold."), nameof(length));
        }

        shape[0] = length;
        return source.Map(shape, source.TargetFloats, (input, target, newInput, newTarget, _) =>
        {
            (int first, int count) = Sequences.Content(input, stepFloats, value);
            Sequences.Fit(input.Slice(first * stepFloats, count * stepFloats), newInput, padding, truncating, value);
            target.CopyTo(newTarget);
        });
    }

    /// <summary>
    /// Puts samples of like length into one batch, so that a batch costs little more than its longest sample: as many batches as <paramref
    /// name="batches"/> says are read, sorted by length, cut, and handed out in an order of the pass's own (in that of their lengths where the pass
    /// is not shuffled). Put it behind <see cref="Shuffle"/>, and train with the same batch size.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="batchSize">Samples of a batch, at least 1.</param>
    /// <param name="batches">Batches that are sorted together and held in memory, at least 1.</param>
    /// <param name="length">
    /// How long a sample is; null for the steps of an input of shape [steps, ...] without those at both its sides that are 0 throughout.
    /// </param>
    /// <exception cref="ArgumentException">So many samples are more than an array can hold.</exception>
    public static IDataSource BucketByLength(this IDataSource source, int batchSize, int batches = 100, SampleLength? length = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        CheckGroup(source, (int)Math.Min((long)batchSize * batches, int.MaxValue), nameof(batches));
        return new BucketSource(source, batchSize, batches, length ?? Steps(StepFloats(source)));
    }

    private static SampleLength Steps(int stepFloats) => (input, _) => Sequences.Content(input, stepFloats, value: 0).Count;

    private static int StepFloats(IDataSource source) => source.InputShape is [int steps, ..] ? source.InputFloats / steps
        : throw new ArgumentException("Expected inputs of shape [steps, ...], but they are single values.", nameof(source));
}
