namespace NetCompiler;

/// <summary>A run of <see cref="TrainableNetwork.Fit"/> as its callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly OrderedDictionary<string, double> _logs = new(StringComparer.Ordinal);

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
    public int Step { get; internal set; }

    /// <summary>Steps that the run has made, those before a resumption included.</summary>
    public long TotalSteps { get; internal set; }

    /// <summary>Steps of an epoch, if the data source knows how many samples it has.</summary>
    public long? StepsPerEpoch { get; internal init; }

    /// <summary>
    /// Values by name, metrics before the loss: at the end of a batch the means of the epoch so far, at the end of an epoch those and the validation's
    /// under <c>val_</c>. What a callback adds at the end of an epoch reaches the callbacks after it, the progress line and the history.
    /// </summary>
    public IDictionary<string, double> Logs => _logs;

    /// <summary>The optimizer's learning rate at this moment.</summary>
    public float LearningRate => Optimizer.LearningRate;

    /// <summary>Whether <see cref="StopTraining"/> was called.</summary>
    public bool IsStopping { get; internal set; }

    /// <summary>Ends the run after the step at work, with its epoch's validation and end.</summary>
    public void StopTraining() => IsStopping = true;

    internal void SetLogs(IEnumerable<(string Name, double Value)> values)
    {
        _logs.Clear();
        foreach ((string name, double value) in values)
        {
            _logs[name] = value;
        }
    }
}
