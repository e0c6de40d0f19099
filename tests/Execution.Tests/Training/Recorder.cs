using System.Globalization;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Notes each call, then does what a test wants at that stage.</summary>
internal sealed class Recorder(string name = "", List<string>? calls = null) : Callback
{
    public Action<TrainingContext>? TrainBegin { get; init; }

    public Action<TrainingContext>? EpochBegin { get; init; }

    public Action<TrainingContext>? EpochEnd { get; init; }

    public Action<TrainingContext>? BatchBegin { get; init; }

    public Action<TrainingContext>? BatchEnd { get; init; }

    public override void OnTrainBegin(TrainingContext context) => Note("train begin", context, TrainBegin);

    public override void OnTrainEnd(TrainingContext context) => Note("train end", context);

    public override void OnTrainAborted(TrainingContext context) => Note("train aborted", context);

    public override void OnEpochBegin(TrainingContext context) => Note($"epoch begin {context.Epoch}", context, EpochBegin);

    public override void OnEpochEnd(TrainingContext context) => Note($"epoch end {context.Epoch}", context, EpochEnd);

    public override void OnBatchBegin(TrainingContext context) =>
        Note(string.Create(CultureInfo.InvariantCulture, $"batch begin {context.Epoch}.{context.Step}"), context, BatchBegin);

    public override void OnBatchEnd(TrainingContext context) =>
        Note(string.Create(CultureInfo.InvariantCulture, $"batch end {context.Epoch}.{context.Step}"), context, BatchEnd);

    private void Note(string stage, TrainingContext context, Action<TrainingContext>? then = null)
    {
        calls?.Add($"{name} {stage}");
        then?.Invoke(context);
    }
}

/// <summary>Shorthands of tests.</summary>
internal static class TrainingContexts
{
    public static void StopAt(this TrainingContext context, int epoch, int step)
    {
        if (context.Epoch == epoch && context.Step == step)
        {
            context.StopTraining();
        }
    }
}
