namespace NetCompiler;

/// <content>Predictions of whole sources.</content>
public abstract partial class CompiledNetwork
{
    /// <summary>The outputs for all samples of a source, one after the other in the source's order; targets do not matter.</summary>
    /// <param name="data">Samples of the network's input size.</param>
    /// <param name="batchSize">Samples read at a time, at least 1; the results do not depend on it.</param>
    /// <param name="token">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>[samples, output].</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network, or the outputs are more than an array can hold.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile.</exception>
    public float[] Predict(IDataSource data, int batchSize = 256, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (data.InputFloats != InputFloats)
        {
            throw new ArgumentException(
                $"'{Description.Name}' expects samples of {InputFloats} input floats; the data has {data.InputFloats}.", nameof(data));
        }

        int version = BeginReading();
        var buffer = new SampleBuffer(data.InputFloats, data.TargetFloats, data.Count);
        var outputs = new float[data.Count is { } known ? CheckOutputs(known, nameof(data)) : 0];
        int done = 0;
        using (ISampleReader reader = data.Read(default(DataPass)))
        {
            while (buffer.Fill(reader, batchSize) is > 0 and int count)
            {
                token.ThrowIfCancellationRequested();
                int needed = CheckOutputs((long)done + count, nameof(data)), place = done * OutputFloats;
                if (needed > outputs.Length)
                {
                    Array.Resize(ref outputs, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * outputs.Length)));
                }

                Predict(buffer.Inputs(count), outputs.AsSpan(place, count * OutputFloats));
                done += count;
            }
        }

        EndReading(version);
        return outputs.Length == done * OutputFloats ? outputs : outputs[..(done * OutputFloats)];
    }

    /// <summary>The same on a thread of its own.</summary>
    /// <param name="data">Samples of the network's input size.</param>
    /// <param name="batchSize">Samples read at a time, at least 1; the results do not depend on it.</param>
    /// <param name="token">Cancels the task.</param>
    /// <inheritdoc cref="Predict(IDataSource, int, CancellationToken)" path="/exception"/>
    public Task<float[]> PredictAsync(IDataSource data, int batchSize = 256, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Task.Factory.StartNew(
            () => Predict(data, batchSize, token), token, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    /// <summary>Floats of the outputs of so many samples.</summary>
    private int CheckOutputs(long samples, string argument) => samples * OutputFloats <= Array.MaxLength ? (int)(samples * OutputFloats)
        : throw new ArgumentException(FormattableString.Invariant(
            $"The outputs of {samples} samples, {OutputFloats} floats each, are more than an array can hold; take parts of the data."), argument);
}
