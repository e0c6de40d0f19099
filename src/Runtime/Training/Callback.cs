namespace NetCompiler;

/// <summary>
/// Is told of each stage of <see cref="TrainableNetwork.Fit"/>, in Keras' order: train begin, then for each epoch its begin, the begin and the end of
/// each
/// batch, and its end, at last train end. All methods do nothing unless overridden.
/// </summary>
/// <remarks>
/// The callbacks of <see cref="FitOptions.Callbacks"/> are called in their order, on the thread that fits. They may predict, evaluate, change weights
/// and
/// set the optimizer's learning rate. An instance serves one run at a time, and any number one after the other. Whatever a callback throws ends the
/// run:
/// <see cref="OnTrainAborted"/> is called instead of <see cref="OnTrainEnd"/>, and <see cref="TrainableNetwork.Fit"/> throws it on.
/// </remarks>
public abstract class Callback
{
    private int _isClaimed;

    /// <summary>Before the first step. State of an earlier run should be dropped here.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>After the last epoch, also when the run was stopped or cancelled.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.Logs"/> are the last epoch's.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// After an exception that ends the run; for closing what is open. What it throws itself is printed, and the first exception goes on.
    /// </summary>
    /// <param name="context">The run.</param>
    public virtual void OnTrainAborted(TrainingContext context)
    {
    }

    /// <summary>Before the first step of an epoch.</summary>
    /// <param name="context">The run; there are no logs yet.</param>
    public virtual void OnEpochBegin(TrainingContext context)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.Logs"/> hold the loss, the metrics, and <c>val_</c> before those of the
    /// validation.</param>
    public virtual void OnEpochEnd(TrainingContext context)
    {
    }

    /// <summary>Before a step.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnBatchBegin(TrainingContext context)
    {
    }

    /// <summary>After a step.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.Logs"/> hold the means of the epoch so far.</param>
    public virtual void OnBatchEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// Adds what the callback must know to go on after an interruption: counters, best values. Called whenever a state of the run is saved.
    /// </summary>
    /// <param name="section">Empty; this callback's own.</param>
    public virtual void SaveState(StateSection section)
    {
    }

    /// <summary>Takes back what <see cref="SaveState"/> added; after <see cref="OnTrainBegin"/> of a run that goes on from a saved state.</summary>
    /// <param name="section">What was saved.</param>
    /// <param name="context">The run.</param>
    public virtual void RestoreState(StateSection section, TrainingContext context)
    {
    }

    /// <summary>Whether steps look for values that are not finite before they change the parameters.</summary>
    internal virtual bool ChecksFinite => false;

    /// <summary>A file of the run's state to go on from; null for none.</summary>
    internal virtual string? Backup => null;

    /// <summary>False where a run has the callback already.</summary>
    internal bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    /// <summary>To be called by the run that has the callback, at its end.</summary>
    internal void EndClaim()
    {
        Release();
        Volatile.Write(ref _isClaimed, 0);
    }

    /// <summary>Takes what only one run at a time may have; before anything else, and given back by <see cref="Release"/>.</summary>
    internal virtual void Claim()
    {
    }

    /// <summary>Gives back what <see cref="Claim"/> took, if it took anything; after the run, however it ended. It does not throw.</summary>
    internal virtual void Release()
    {
    }

    /// <summary>Refuses what <see cref="RestoreState"/> could not put in force; before anything is changed.</summary>
    internal virtual void CheckState(StateSection section)
    {
    }

    /// <summary>After <see cref="OnTrainEnd"/> of all callbacks, unless the run was cancelled.</summary>
    internal virtual void OnCompleted(TrainingContext context)
    {
    }

    /// <summary>Before the end of a run that was cancelled.</summary>
    internal virtual void OnCancelled(TrainingContext context)
    {
    }
}
