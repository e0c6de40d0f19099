namespace NetCompiler;

/// <summary>Calls what it was given at each stage of a run.</summary>
public sealed class LambdaCallback : Callback
{
    /// <summary>At <see cref="Callback.OnTrainBegin"/>.</summary>
    public Action<TrainingContext>? TrainBegin { get; init; }

    /// <summary>At <see cref="Callback.OnTrainEnd"/>.</summary>
    public Action<TrainingContext>? TrainEnd { get; init; }

    /// <summary>At <see cref="Callback.OnEpochBegin"/>.</summary>
    public Action<TrainingContext>? EpochBegin { get; init; }

    /// <summary>At <see cref="Callback.OnEpochEnd"/>.</summary>
    public Action<TrainingContext>? EpochEnd { get; init; }

    /// <summary>At <see cref="Callback.OnBatchBegin"/>.</summary>
    public Action<TrainingContext>? BatchBegin { get; init; }

    /// <summary>At <see cref="Callback.OnBatchEnd"/>.</summary>
    public Action<TrainingContext>? BatchEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => TrainBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => TrainEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context) => EpochBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context) => EpochEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context) => BatchBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context) => BatchEnd?.Invoke(context);
}
