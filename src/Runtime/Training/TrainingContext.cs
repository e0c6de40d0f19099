namespace NetCompiler;

/// <summary>A run of <see cref="TrainableNetwork.Fit"/> as its callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly OrderedDictionary<string, double> _logs = new(StringComparer.Ordinal);
    private readonly List<string> _saves = [];

    internal TrainingContext(TrainableNetwork network, FitOptions options, Optimizer optimizer, History history, TextWriter output) =>
        (Network, Options, Optimizer, History, Output) = (network, options, optimizer, history, output);

    /// <summary>The network that is trained.</summary>
    public TrainableNetwork Network { get; }

    /// <summary>What the run was started with.</summary>
    public FitOptions Options { get; }

    /// <summary>The optimizer at work: that of the options, or the default.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What was measured in the epochs that have ended; an epoch is added after its <see cref="Callback.OnEpochEnd"/>.</summary>
    public History History { get; }

    /// <summary>Where messages go: <see cref="FitOptions.Output"/>, or the console.</summary>
    public TextWriter Output { get; }

    /// <summary>The epoch at work, from 0.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The step at work within its epoch, from 0.</summary>
    public long Step { get; internal set; }

    /// <summary>Steps that the run has made, those before a resumption included.</summary>
    public long TotalSteps { get; internal set; }

    /// <summary>Steps of an epoch, if the data source knows how many samples it has.</summary>
    public long? StepsPerEpoch { get; internal init; }

    /// <summary>
    /// Values by name, metrics before the loss: at the end of a batch the means of the epoch so far, at the end of an epoch those and the
    /// validation's
    /// under <c>val_</c>. What a callback adds at the end of an epoch reaches the callbacks after it, the progress line and the history.
    /// </summary>
    public IDictionary<string, double> Logs => _logs;

    /// <summary>
    /// The first value of the step at work that is not finite, where <see cref="TerminateOnNaN"/> or <see cref="TrainableNetwork.CheckFinite"/> has
    /// it looked for; else null. A step with such a value has changed no parameter.
    /// </summary>
    public NonFiniteValue? NonFinite { get; internal set; }

    /// <summary>The optimizer's learning rate at this moment.</summary>
    public float LearningRate => Optimizer.LearningRate;

    /// <summary>Whether <see cref="StopTraining"/> was called.</summary>
    public bool IsStopping { get; internal set; }

    /// <summary>Whether the run goes on from a state that an earlier one saved.</summary>
    public bool IsResumed { get; internal set; }

    /// <summary>Ends the run after the step at work, with its epoch's validation and end.</summary>
    public void StopTraining() => IsStopping = true;

    /// <summary>
    /// Writes the state of the run to a file that <see cref="FitOptions.ResumeFrom"/> takes, as soon as all callbacks have been called. The file is
    /// replaced
    /// whole or not at all.
    /// </summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <remarks>To be called at the end of a batch or of an epoch.</remarks>
    public void SaveState(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!_saves.Contains(path))
        {
            _saves.Add(path);
        }
    }

    /// <summary>Whether files were asked for since the last call of <see cref="TakeSaves"/>.</summary>
    internal bool HasSaves => _saves.Count > 0;

    /// <summary>The files asked for since the last call.</summary>
    internal IReadOnlyList<string> TakeSaves()
    {
        if (_saves.Count == 0)
        {
            return [];
        }

        string[] saves = [.. _saves];
        _saves.Clear();
        return saves;
    }

    internal void SetLogs(IEnumerable<(string Name, double Value)> values)
    {
        _logs.Clear();
        foreach ((string name, double value) in values)
        {
            _logs[name] = value;
        }
    }
}
