namespace NetCompiler;

/// <content>Losses of each sample by itself.</content>
public abstract partial class TrainableNetwork
{
    /// <summary>
    /// The loss of each sample as the network predicts, in the order of the data: the largest ones show what is hard, or labelled wrongly. Weights of
    /// samples and penalties of parameters do not count, so that the mean is that of <see cref="Evaluate"/> where there are none.
    /// </summary>
    /// <param name="data">Samples of the network's input and target sizes.</param>
    /// <param name="batchSize">Samples computed at a time, at least 1; the results do not depend on it.</param>
    /// <param name="token">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile.</exception>
    public float[] EvaluateLosses(IDataSource data, int batchSize = 256, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        CheckData(data, nameof(data));

        // Where places of a sample do not count, its loss depends on how many do in the others of its batch.
        int together = Description.CountedLosses > 0 ? 1 : batchSize;
        var losses = new List<float>((int)Math.Min(data.Count ?? 0, Array.MaxLength));
        var buffers = new BatchBuffers(this, data);
        int version = BeginReading();
        using (ISampleReader reader = data.Read(default))
        {
            while (buffers.Fill(reader, together) is > 0 and int count)
            {
                token.ThrowIfCancellationRequested();
                AddLosses(buffers.Inputs(count), buffers.Targets(count), buffers.Predictions(count), count, losses);
            }
        }

        EndReading(version);
        return [.. losses];
    }

    private void AddLosses(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> predictions, int count, List<float> losses)
    {
        CheckBatch(inputs, targets, predictions, default, default);
        Enter();
        try
        {
            Run(inputs, targets, default, predictions, default, count, trains: false);
            losses.AddRange(LastLosses(count));
        }
        finally
        {
            Leave();
        }
    }
}
