using System.Globalization;

namespace NetCompiler;

/// <summary>Sets the learning rate at the beginning of each epoch. For an optimizer whose learning rate is a number.</summary>
/// <param name="schedule">From the epoch, counted from 0, and the learning rate so far to the new one.</param>
public sealed class LearningRateScheduler(Func<int, float, float> schedule) : Callback
{
    private readonly Func<int, float, float> _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>Whether to print each learning rate.</summary>
    public bool Verbose { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => context.Optimizer.CheckRateCanBeSet(nameof(LearningRateScheduler));

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        float rate = _schedule(context.Epoch, context.LearningRate);
        context.Optimizer.LearningRate = rate;
        if (Verbose)
        {
            context.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"\nEpoch {context.Epoch + 1}: LearningRateScheduler setting learning rate to {rate}."));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context) => context.Logs["learning_rate"] = context.LearningRate;
}
