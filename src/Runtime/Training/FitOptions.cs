namespace NetCompiler;

/// <summary>How <see cref="TrainableNetwork.Fit"/> trains; Keras' names and defaults.</summary>
public sealed class FitOptions
{
    /// <summary>Times that all samples are gone through, at least 1; those before <see cref="InitialEpoch"/> count.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>
    /// The epoch to begin with, from 0 to below <see cref="Epochs"/>: the orders of the samples, schedules of callbacks and the lines of progress go
    /// on from there. A run that is to go on with the same bits needs <see cref="ResumeFrom"/>.
    /// </summary>
    public int InitialEpoch { get; init => field = Argument.NotNegative(value); }

    /// <summary>
    /// Steps after which an epoch ends, at least 1; null for all samples. Each epoch begins its pass over the samples anew, so shuffled ones are
    /// others in each epoch.
    /// </summary>
    public int? StepsPerEpoch { get; init => field = Argument.AtLeastOne(value); }

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
    /// Epochs after which <see cref="Validation"/> is evaluated again and again, at least 1. The history has NaN for the others.
    /// </summary>
    public int ValidationFrequency { get; init => field = Argument.AtLeastOne(value)!.Value; } = 1;

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

    /// <summary>Threads to use at most; null for <see cref="CompiledNetwork.ComputeThreads"/>. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// The other processes, on this machine or on others, that train the network together with this one; null for none. Each calls
    /// <see cref="TrainableNetwork.Fit"/> with a network of the same class, the same data and the same options, and <see cref="BatchSize"/> is that
    /// of all together. All end with the weights that one process would end with, to the bit, and with the same history. Rank 0 alone calls the
    /// callbacks, keeps the metrics, prints, and writes states. Not together with <see cref="DifferentialPrivacy"/>.
    /// </summary>
    public IGradientExchange? Exchange { get; init; }

    /// <summary>
    /// Whether to print progress: a line that grows, or a line an epoch where the console's output is redirected. Null, the default, prints it.
    /// </summary>
    public bool? Verbose { get; init; }

    /// <summary>Told how far the run is, some times a second and at the end of each epoch; null for nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

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
