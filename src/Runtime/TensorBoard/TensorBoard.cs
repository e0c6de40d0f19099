namespace NetCompiler;

/// <summary>
/// Writes what TensorBoard shows: the loss and the metrics of each epoch or batch, histograms of the weights, the graph of the layers. Names,
/// defaults and
/// tags are Keras': <c>epoch_loss</c>, <c>epoch_accuracy</c>, <c>epoch_learning_rate</c>, ... in the folders <c>train</c> and <c>validation</c>.
/// </summary>
/// <remarks>Each run adds files of its own to the folder. What was written before a crash can be read.</remarks>
public sealed class TensorBoard : Callback
{
    private const string Validation = "val_";

    private readonly int _histogramFrequency;
    private EventFile? _train;
    private EventFile? _validation;
    private long _epochStart;
    private long _stepsBefore;
    private long _batchStart;

    /// <param name="logDir">The folder to write to, made where it is missing; what <c>tensorboard --logdir</c> takes.</param>
    public TensorBoard(string logDir = "logs")
    {
        ArgumentException.ThrowIfNullOrEmpty(logDir);
        LogDir = logDir;
    }

    /// <summary>The folder that is written to.</summary>
    public string LogDir { get; }

    /// <summary>Epochs from one histogram of each parameter's values to the next; 0 for none.</summary>
    public int HistogramFrequency
    {
        get => _histogramFrequency;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _histogramFrequency = value;
        }
    }

    /// <summary>
    /// When to write the values: at the end of each epoch, or besides after a number of steps the means of the epoch so far, as <c>batch_loss</c>,
    /// ...
    /// </summary>
    public SaveFrequency UpdateFrequency { get; init; }

    /// <summary>Whether to write the graph of the layers.</summary>
    public bool WriteGraph { get; init; } = true;

    /// <summary>Whether to write <c>epoch_steps_per_second</c>, and with <see cref="UpdateFrequency"/> also <c>batch_steps_per_second</c>.</summary>
    public bool WriteStepsPerSecond { get; init; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    private EventFile Train => _train ??= new EventFile(Path.Combine(LogDir, "train"), Clock);

    private EventFile ValidationFile => _validation ??= new EventFile(Path.Combine(LogDir, "validation"), Clock);

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        Close();
        // Here, too: a run that goes on within an epoch does not begin it.
        OnEpochBegin(context);
        if (WriteGraph)
        {
            Train.AddGraph(context.Network.Description);
            Train.Flush();
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context) => (_epochStart, _stepsBefore) = (Clock.GetTimestamp(), context.TotalSteps);

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context) => _batchStart = Clock.GetTimestamp();

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        if (UpdateFrequency.Steps is not { } steps || context.TotalSteps % steps != 0)
        {
            return;
        }

        if (WriteStepsPerSecond)
        {
            Train.AddScalar("batch_steps_per_second", 1 / Seconds(_batchStart), context.TotalSteps);
        }

        foreach ((string name, double value) in context.Logs)
        {
            Train.AddScalar("batch_" + name, value, context.TotalSteps);
        }

        Train.Flush();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        foreach ((string name, double value) in context.Logs)
        {
            AddEpochValue(name, value, context);
        }

        if (!context.Logs.ContainsKey("learning_rate"))
        {
            Train.AddScalar("epoch_learning_rate", context.LearningRate, context.Epoch);
        }

        if (WriteStepsPerSecond)
        {
            Train.AddScalar("epoch_steps_per_second", (context.TotalSteps - _stepsBefore) / Seconds(_epochStart), context.Epoch);
        }

        if (HistogramFrequency > 0 && context.Epoch % HistogramFrequency == 0)
        {
            AddHistograms(context);
        }

        Train.Flush();
        _validation?.Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => Close();

    /// <inheritdoc/>
    public override void OnTrainAborted(TrainingContext context) => Close();

    private void AddEpochValue(string name, double value, TrainingContext context)
    {
        if (!name.StartsWith(Validation, StringComparison.Ordinal))
        {
            Train.AddScalar("epoch_" + name, value, context.Epoch);
            return;
        }

        string measured = name[Validation.Length..];
        ValidationFile.AddScalar($"evaluation_{measured}_vs_iterations", value, context.TotalSteps);
        ValidationFile.AddScalar("epoch_" + measured, value, context.Epoch);
    }

    private void AddHistograms(TrainingContext context)
    {
        foreach (Parameter parameter in context.Network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            Train.AddHistogram(parameter.Name + "/histogram", values, context.Epoch);
        }
    }

    private double Seconds(long start) => Clock.GetElapsedTime(start).TotalSeconds;

    private void Close()
    {
        (EventFile? train, EventFile? validation) = (_train, _validation);
        (_train, _validation) = (null, null);
        try
        {
            train?.Dispose();
        }
        finally
        {
            validation?.Dispose();
        }
    }
}
