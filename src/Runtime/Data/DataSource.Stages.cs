namespace NetCompiler;

/// <content>Stages that choose, order and read ahead.</content>
public static partial class DataSource
{
    /// <summary>More batches ahead than anybody has memory for.</summary>
    private const int MostBatches = 1 << 16;

    /// <summary>
    /// Shuffles passes through a buffer, as tf.data's <c>shuffle</c>: the source is read in a row, which is what disks and streams are good at, and
    /// each sample is
    /// drawn from the buffer. A sample can come at most <paramref name="bufferSize"/> places early, so files sorted by class need a buffer of more
    /// than a class. Passes that are
    /// not to be shuffled go through unchanged.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="bufferSize">Samples held in memory, at least 1.</param>
    /// <exception cref="ArgumentException">The buffer would be larger than an array can be.</exception>
    public static IDataSource Shuffle(this IDataSource source, int bufferSize)
    {
        CheckGroup(source, bufferSize, nameof(bufferSize));
        return new ShuffleSource(source, bufferSize);
    }

    /// <summary>
    /// Reads ahead on a thread of its own, so that data are there when a training step ends. Put it last: what stands before it is then done by that
    /// thread, too.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="batches">Batches of the size that is read first, to be ahead at most; from 1 to 65536.</param>
    public static PrefetchSource Prefetch(this IDataSource source, int batches = 2)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batches, MostBatches);
        return new PrefetchSource(source, batches);
    }

    /// <summary>
    /// The first samples of a source. Put it before <see cref="Shuffle"/>: a stream has no first samples in any other order than its own.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public static IDataSource Take(this IDataSource source, long count)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Range(source, 0, count);
    }

    /// <summary>The samples of a source but the first ones. Put it before <see cref="Shuffle"/>, as <see cref="Take"/>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="count">How many to leave out, at least 0 and fewer than there are.</param>
    public static IDataSource Skip(this IDataSource source, long count)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count >= source.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Expected fewer than the {source.Count} samples of the source.");
        }

        return Range(source, count, long.MaxValue);
    }

    /// <summary>Several passes as one, each with an order and draws of its own, as tf.data's <c>repeat</c>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="times">How many, at least 1.</param>
    public static IDataSource Repeat(this IDataSource source, int times)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (source.Count > long.MaxValue / times)
        {
            throw new ArgumentOutOfRangeException(nameof(times), times,
                FormattableString.Invariant($"So many passes over {source.Count} samples are more than can be counted."));
        }

        return new RepeatSource(source, times);
    }

    /// <summary>Changes each sample where it is.</summary>
    /// <param name="source">The source.</param>
    /// <param name="map">The change; it may be called by any thread, and by several at once for several passes.</param>
    public static IDataSource Map(this IDataSource source, SampleMap map)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(map);
        return new TransformSource(source, new MapTransform(source, map));
    }

    /// <summary>Says how much each sample counts in the loss, as Keras' <c>sample_weight</c>.</summary>
    /// <param name="source">A source whose samples have no weights yet.</param>
    /// <param name="weight">A finite number of at least 0 for each sample; it may be called by any thread, and by several at once.</param>
    /// <exception cref="ArgumentException">The samples have weights already.</exception>
    public static IDataSource Weigh(this IDataSource source, SampleWeight weight)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(weight);
        return !source.HasWeights ? new TransformSource(source, new WeighTransform(source, weight))
            : throw new ArgumentException("The samples of the source have weights already; expected a source without.", nameof(source));
    }

    /// <summary>Makes samples of another shape, without weights.</summary>
    /// <param name="source">The source. Where its samples have weights, they come in as the last float of the target.</param>
    /// <param name="inputShape">The shape of the new inputs, every size at least 1.</param>
    /// <param name="targetFloats">Floats of a new target, at least 1.</param>
    /// <param name="convert">Writes all of the new sample; it may be called by any thread, and by several at once for several passes.</param>
    public static IDataSource Map(this IDataSource source, int[] inputShape, int targetFloats, SampleConversion convert)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentNullException.ThrowIfNull(convert);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetFloats, 1);
        Shapes.OfSample(inputShape, nameof(inputShape));
        return new TransformSource(source, new ConversionTransform((int[])inputShape.Clone(), targetFloats, convert));
    }

    private static IDataSource Range(IDataSource source, long first, long count) => source switch
    {
        Dataset data => data.Slice((int)first, (int)Math.Min(count, data.Count - first)),
        FileSource file => file.Slice(first, Math.Min(count, file.Count - first)),
        _ => new RangeSource(source, first, count),
    };

    private static void CheckGroup(IDataSource source, int samples, string argument)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1, argument);
        long floats = samples * (long)Math.Max(source.InputFloats, source.TargetFloats);
        if (floats > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{samples} samples of {source.InputFloats} and {source.TargetFloats} floats are more than an array can hold.", argument);
        }
    }
}
