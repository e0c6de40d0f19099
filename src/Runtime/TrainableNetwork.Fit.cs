using NetCompiler.Numerics;

namespace NetCompiler;

public abstract partial class TrainableNetwork
{
    /// <summary>Trains over a set of samples, as Keras' <c>fit</c> does.</summary>
    /// <param name="data">Samples of the network's input and target sizes.</param>
    /// <param name="options">Epochs, batch size and the rest; null for the defaults.</param>
    /// <param name="token">Stops the run after the step at work; the history tells.</param>
    /// <returns>The loss and the metrics of each epoch; during an epoch the parameters change, so they are means over its steps.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network, or an option is out of range.</exception>
    public History Fit(Dataset data, FitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new FitRun(this, data, options ?? new FitOptions()).Run(token);
    }

    /// <summary>Computes the loss and the metrics over a set of samples, as the network predicts.</summary>
    /// <param name="data">Samples of the network's input and target sizes.</param>
    /// <param name="options">Metrics and batch size; null for the defaults.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or an option is out of range.</exception>
    public Evaluation Evaluate(Dataset data, EvaluateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluateOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        CheckDataset(data, nameof(data));
        return EvaluateWith(data, options, new BatchBuffers(this, options.BatchSize));
    }

    internal Evaluation EvaluateWith(Dataset data, EvaluateOptions options, BatchBuffers buffers)
    {
        foreach (Metric metric in options.Metrics)
        {
            metric.Reset();
        }

        double loss = 0;
        for (int first = 0; first < data.Count; first += options.BatchSize)
        {
            int count = Math.Min(options.BatchSize, data.Count - first);
            Span<float> predictions = buffers.Predictions(count);
            ReadOnlySpan<float> targets = data.Targets(first, count);
            loss += (double)EvaluateLoss(data.Inputs(first, count), targets, predictions) * count;
            foreach (Metric metric in options.Metrics)
            {
                metric.Add(Description.Loss!, predictions, targets, OutputFloats);
            }
        }

        return new Evaluation(data.Count == 0 ? 0 : loss / data.Count, options.Metrics);
    }

    internal void CheckDataset(Dataset data, string argument)
    {
        if (data.InputFloats != InputFloats || data.TargetFloats != TargetFloats || data.Count == 0)
        {
            throw new ArgumentException(
                $"'{Description.Name}' expects at least one sample of {InputFloats} input and {TargetFloats} target floats; "
                + $"the data set has {data.Count} of {data.InputFloats} and {data.TargetFloats}.", argument);
        }
    }
}

/// <summary>Room for one batch, reused from step to step.</summary>
internal sealed class BatchBuffers(TrainableNetwork network, int batchSize)
{
    private readonly float[] _inputs = new float[batchSize * network.InputFloats];
    private readonly float[] _targets = new float[batchSize * network.TargetFloats];
    private readonly float[] _predictions = new float[batchSize * network.OutputFloats];
    private readonly float[] _weights = new float[batchSize];

    public Span<float> Inputs(int count) => _inputs.AsSpan(0, count * network.InputFloats);

    public Span<float> Targets(int count) => _targets.AsSpan(0, count * network.TargetFloats);

    public Span<float> Predictions(int count) => _predictions.AsSpan(0, count * network.OutputFloats);

    public Span<float> Weights(int count) => _weights.AsSpan(0, count);
}
