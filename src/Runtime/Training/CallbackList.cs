namespace NetCompiler;

/// <summary>The callbacks of a run, called one after the other.</summary>
internal sealed class CallbackList(IReadOnlyList<Callback> callbacks, TrainingContext context)
{
    private int _claimed;

    public bool IsEmpty => callbacks.Count == 0;

    /// <summary>Whether one of them wants steps that look for values that are not finite.</summary>
    public bool ChecksFinite => callbacks.Any(callback => callback.ChecksFinite);

    public void TrainBegin() => ForEach(static (callback, context) => callback.OnTrainBegin(context));

    public void TrainEnd() => ForEach(static (callback, context) => callback.OnTrainEnd(context));

    /// <summary>All of them hear of it, whatever the others do.</summary>
    public void TrainAborted()
    {
        foreach (Callback callback in callbacks)
        {
            try
            {
                callback.OnTrainAborted(context);
            }
            catch (Exception e)
            {
                context.Output.WriteLine($"Warning: {callback.GetType().Name}.OnTrainAborted failed: {e.Message}");
            }
        }
    }

    /// <summary>Before anything else of a run: takes what only one run may have.</summary>
    public void Claim()
    {
        foreach (Callback callback in callbacks)
        {
            if (!callback.TryClaim())
            {
                throw new InvalidOperationException(
                    $"This {callback.GetType().Name} is in use by another run of Fit, or twice in this one; what it remembers would be of both. "
                        + $"Create one for each.");
            }

            _claimed++;
            callback.Claim();
        }
    }

    /// <summary>At last, however the run ended.</summary>
    public void Release()
    {
        for (; _claimed > 0; _claimed--)
        {
            callbacks[_claimed - 1].EndClaim();
        }
    }

    /// <summary>After a run that came to its end.</summary>
    public void Completed() => ForEach(static (callback, context) => callback.OnCompleted(context));

    public void EpochBegin() => ForEach(static (callback, context) => callback.OnEpochBegin(context));

    public void EpochEnd() => ForEach(static (callback, context) => callback.OnEpochEnd(context));

    public void BatchBegin() => ForEach(static (callback, context) => callback.OnBatchBegin(context));

    public void BatchEnd() => ForEach(static (callback, context) => callback.OnBatchEnd(context));

    /// <summary>Before the end of a run that was cancelled.</summary>
    public void Cancelled() => ForEach(static (callback, context) => callback.OnCancelled(context));

    /// <summary>The file to go on from: a backup, else that which the options name, else null.</summary>
    public string? Backup(string? named) => callbacks.Select(callback => callback.Backup).FirstOrDefault(path => path is not null) ?? named;

    public void SaveState(StateSection root)
    {
        for (int i = 0; i < callbacks.Count; i++)
        {
            root.Section(Name(i)).Add("type", callbacks[i].GetType().Name);
            callbacks[i].SaveState(root.Section(Name(i)).Section("state"));
        }
    }

    /// <summary>Refuses the state of other callbacks, and what they could not go on from.</summary>
    public void CheckState(StateSection root)
    {
        for (int i = 0; i < callbacks.Count; i++)
        {
            root.Section(Name(i)).Expect("type", callbacks[i].GetType().Name, FormattableString.Invariant($"callback {i} to be"));
            callbacks[i].CheckState(root.Section(Name(i)).Section("state"));
        }
    }

    public void RestoreState(StateSection root)
    {
        for (int i = 0; i < callbacks.Count; i++)
        {
            callbacks[i].RestoreState(root.Section(Name(i)).Section("state"), context);
        }
    }

    private static string Name(int index) => FormattableString.Invariant($"callback{index}");

    private void ForEach(Action<Callback, TrainingContext> call)
    {
        foreach (Callback callback in callbacks)
        {
            call(callback, context);
        }
    }
}
