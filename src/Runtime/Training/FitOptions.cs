namespace NetCompiler;

/// <summary>How <see cref="TrainableNetwork.Fit"/> trains; Keras' names and defaults.</summary>
public sealed class FitOptions
{
    /// <summary>Times that all samples are gone through, at least 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Samples of a step, at least 1; the last step of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>What changes the parameters; null for <see cref="Adam"/> with its defaults.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>Whether each epoch has an order of its own.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The same seed gives the same orders.</summary>
    public int Seed { get; init; }

    /// <summary>Samples to evaluate after each epoch; null for none.</summary>
    public IDataSource? Validation { get; init; }

    /// <summary>
    /// Share of the samples, the last ones before shuffling, that is kept for validation: from 0 (none) to below 1. For a <see cref="Dataset"/>, and
    /// not beside <see cref="Validation"/>.
    /// </summary>
    public double ValidationSplit { get; init; }

    /// <summary>Weight of each class's samples in the loss, by class index; null for 1 each. Classes that are missing weigh 1.</summary>
    public IReadOnlyDictionary<int, float>? ClassWeights { get; init; }

    /// <summary>
    /// Limits what the run tells about each sample; null for ordinary training. For networks with <see cref="PerExampleGradientsAttribute"/>.
    /// </summary>
    public DifferentialPrivacy? DifferentialPrivacy { get; init; }

    /// <summary>Figures to follow beside the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; init => field = Argument.WithoutNull(value); } = [];

    /// <summary>Told of each stage of the run, in this order.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init => field = Argument.WithoutNull(value); } = [];

    /// <summary>
    /// A file of <see cref="TrainingContext.SaveState"/> to go on from; null to begin anew. The network, the data and all options but
    /// <see cref="Epochs"/> must be
    /// those of the run that wrote it. A backup that <see cref="BackupAndRestore"/> finds takes precedence.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>Threads to use at most; null for <see cref="TrainableNetwork.ComputeThreads"/>. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether to print progress; null for: unless the console's output is redirected.</summary>
    public bool? Verbose { get; init; }

    /// <summary>Where progress and the callbacks' messages are printed; null for the console.</summary>
    public TextWriter? Output { get; init; }
}

/// <summary>How <see cref="TrainableNetwork.Evaluate"/> works.</summary>
public sealed class EvaluateOptions
{
    /// <summary>Samples computed at a time; the results do not depend on it, but for rounding of the mean.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Figures beside the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; init => field = Argument.WithoutNull(value); } = [];
}
