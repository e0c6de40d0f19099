namespace NetCompiler;

/// <summary>The callbacks of a run, called one after the other.</summary>
internal sealed class CallbackList(IReadOnlyList<Callback> callbacks, TrainingContext context)
{
    public bool IsEmpty => callbacks.Count == 0;

    public void TrainBegin() => ForEach(static (callback, context) => callback.OnTrainBegin(context));

    public void TrainEnd() => ForEach(static (callback, context) => callback.OnTrainEnd(context));

    public void TrainAborted() => ForEach(static (callback, context) => callback.OnTrainAborted(context));

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

    /// <summary>Refuses the state of other callbacks.</summary>
    public void CheckState(StateSection root)
    {
        for (int i = 0; i < callbacks.Count; i++)
        {
            root.Section(Name(i)).Expect("type", callbacks[i].GetType().Name, FormattableString.Invariant($"callback {i} to be"));
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
