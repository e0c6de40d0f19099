using System.Globalization;

namespace NetCompiler;

public abstract partial class TrainableNetwork
{
    /// <summary>Trains over a set of samples, as Keras' <c>fit</c> does.</summary>
    /// <param name="data">Samples of the network's input and target sizes.</param>
    /// <param name="options">Epochs, batch size and the rest; null for the defaults.</param>
    /// <param name="token">Stops the run after the step at work; the history tells.</param>
    /// <returns>The loss and the metrics of each epoch; during an epoch the parameters change, so they are means over its steps.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The network is in use by another training run or evaluation.</exception>
    /// <exception cref="ModelFileException">The state to go on from is damaged, or of another run; then nothing was changed.</exception>
    public History Fit(IDataSource data, FitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!TryBeginFit())
        {
            throw new InvalidOperationException(
                $"'{Description.Name}' is being trained or evaluated already. Use one instance per thread for training.");
        }

        try
        {
            return new FitRun(this, data, options ?? new FitOptions()).Run(token);
        }
        finally
        {
            EndFit();
        }
    }

    /// <summary>
    /// Trains as <see cref="Fit"/> does, on a thread of its own, on which callbacks are called, too. <see cref="FitOptions.Progress"/> tells how far
    /// it is; a <see cref="Progress{T}"/> that a window created tells it on the window's thread.
    /// </summary>
    /// <param name="data">Samples of the network's input and target sizes.</param>
    /// <param name="options">Epochs, batch size and the rest; null for the defaults.</param>
    /// <param name="token">Stops the run after the step at work; the task ends with the history, which tells.</param>
    /// <returns>The loss and the metrics of each epoch.</returns>
    /// <inheritdoc cref="Fit" path="/exception"/>
    public Task<History> FitAsync(IDataSource data, FitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Task.Factory.StartNew(
            () => Fit(data, options, token), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    /// <summary>Computes the loss and the metrics over a set of samples, as the network predicts.</summary>
    /// <param name="data">Samples of the network's input and target sizes.</param>
    /// <param name="options">Metrics and batch size; null for the defaults.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile.</exception>
    public Evaluation Evaluate(IDataSource data, EvaluateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluateOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        CheckData(data, nameof(data));
        using MetricList metrics = new MetricList(this, options.Metrics).Claim();
        int version = BeginReading();
        Evaluation evaluation = EvaluateWith(data, options.BatchSize, metrics, new BatchBuffers(this, data));
        EndReading(version);
        return evaluation;
    }

    internal Evaluation EvaluateWith(IDataSource data, int batchSize, MetricList metrics, BatchBuffers buffers)
    {
        metrics.Reset();
        double loss = 0;
        long samples = 0;
        using ISampleReader reader = data.Read(new DataPass(Seed: 0, Epoch: 0, Shuffle: false));
        while (true)
        {
            int count = buffers.Fill(reader, batchSize);
            if (count == 0)
            {
                return new Evaluation(loss / Math.Max(samples, 1), metrics.Values);
            }

            Span<float> inputs = buffers.Inputs(count), targets = buffers.Targets(count), predictions = buffers.Predictions(count);
            loss += (double)EvaluateLoss(inputs, targets, predictions, buffers.SampleWeights(count)) * count;
            samples += count;
            metrics.Add(predictions, targets, count);
        }
    }

    internal void CheckData(IDataSource data, string argument)
    {
        int targetFloats = data.TargetFloats - (data.HasWeights ? 1 : 0);
        if (data.InputFloats != InputFloats || targetFloats != TargetFloats || data.Count < 1)
        {
            throw new ArgumentException(
                $"'{Description.Name}' expects at least one sample of {InputFloats} input and {TargetFloats} target floats; "
                + $"the data has {data.Count?.ToString(CultureInfo.InvariantCulture) ?? "some"} of {data.InputFloats} and {targetFloats}.",
                argument);
        }
    }
}

/// <summary>Room for one batch, reused from step to step.</summary>
/// <param name="network">Whose samples it takes.</param>
/// <param name="data">Where they come from.</param>
internal sealed class BatchBuffers(TrainableNetwork network, IDataSource data)
{
    private readonly SampleBuffer _samples = new(data.InputFloats, data.TargetFloats, data.Count);
    private float[] _predictions = [];
    private float[] _targets = [];
    private float[] _sampleWeights = [];
    private float[] _weights = [];

    public Span<float> Inputs(int count) => _samples.Inputs(count);

    public Span<float> Targets(int count) => data.HasWeights ? AtLeast(ref _targets, count, network.TargetFloats) : _samples.Targets(count);

    /// <summary>How much each sample counts; empty where all count alike.</summary>
    public Span<float> SampleWeights(int count) => data.HasWeights ? AtLeast(ref _sampleWeights, count, 1) : default;

    public Span<float> Predictions(int count) => AtLeast(ref _predictions, count, network.OutputFloats);

    public Span<float> Weights(int count) => AtLeast(ref _weights, count, 1);

    /// <summary>Reads the next batch.</summary>
    public int Fill(ISampleReader reader, int batchSize)
    {
        int count = _samples.Fill(reader, batchSize);
        Part(count, 0, count);
        return count;
    }

    /// <summary>Passes over the next batch and reads some of it, to its places among the others.</summary>
    public void FillRange(ISampleReader reader, int count, int first, int end)
    {
        _samples.FillRange(reader, count, first, end);
        Part(count, first, end);
    }

    /// <summary>Targets as the network takes them, and the weights that stood behind each.</summary>
    private void Part(int count, int first, int end)
    {
        Span<float> targets = Targets(count), weights = SampleWeights(count);
        for (int i = first; i < end && data.HasWeights; i++)
        {
            ReadOnlySpan<float> target = _samples.Target(i);
            target[..^1].CopyTo(targets[(i * network.TargetFloats)..]);
            weights[i] = target[^1];
        }
    }

    private static Span<float> AtLeast(ref float[] values, int count, int floats)
    {
        long length = (long)count * floats;
        if (length > values.Length)
        {
            values = new float[length];
        }

        return values.AsSpan(0, (int)length);
    }
}
