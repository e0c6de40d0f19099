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

    private void ForEach(Action<Callback, TrainingContext> call)
    {
        foreach (Callback callback in callbacks)
        {
            call(callback, context);
        }
    }
}
