using System.Globalization;

namespace NetCompiler;

/// <summary>Reduces the learning rate when a monitored value has stopped improving. For an optimizer whose learning rate is a number.</summary>
public sealed class ReduceLROnPlateau : MonitorCallback
{
    private readonly double _factor = 0.1;
    private int _wait, _cooldown;

    /// <summary>A callback with Keras' defaults.</summary>
    public ReduceLROnPlateau() => MinDelta = 1e-4;

    /// <summary>What the learning rate is multiplied by, below 1.</summary>
    public double Factor
    {
        get => _factor;
        init
        {
            if (!(value < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "ReduceLROnPlateau does not support a factor >= 1.0.");
            }

            if (value < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate times a negative factor is none.");
            }

            _factor = value;
        }
    }

    /// <summary>Epochs without improvement after which the learning rate is reduced.</summary>
    public int Patience { get; init => field = Argument.NotNegative(value); } = 10;

    /// <summary>Epochs after a reduction that do not count.</summary>
    public int Cooldown { get; init => field = Argument.NotNegative(value); }

    /// <summary>The least learning rate (Keras' <c>min_lr</c>).</summary>
    public float MinLearningRate { get; init => field = Argument.NotNegative(value); }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        base.OnTrainBegin(context);
        context.Optimizer.CheckRateCanBeSet(nameof(ReduceLROnPlateau));
        (_wait, _cooldown) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        context.Logs["learning_rate"] = context.LearningRate;
        if (Current(context, $"Learning rate reduction is conditioned on metric `{Monitor}` which is not available.") is not { } current)
        {
            return;
        }

        if (_cooldown > 0)
        {
            _cooldown--;
            _wait = 0;
        }

        if (IsImprovement(current, Best))
        {
            (Best, _wait) = (current, 0);
        }
        else if (_cooldown == 0 && ++_wait >= Patience && context.LearningRate > MinLearningRate)
        {
            Reduce(context);
            (_cooldown, _wait) = (Cooldown, 0);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section)
    {
        base.SaveState(section);
        section.Add("wait", _wait);
        section.Add("cooldown", _cooldown);
    }

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context)
    {
        base.RestoreState(section, context);
        (_wait, _cooldown) = (section.GetInt32("wait"), section.GetInt32("cooldown"));
    }

    private void Reduce(TrainingContext context)
    {
        float reduced = Math.Max((float)(context.LearningRate * Factor), MinLearningRate);
        context.Optimizer.LearningRate = reduced;
        if (Verbose)
        {
            context.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"\nEpoch {context.Epoch + 1}: ReduceLROnPlateau reducing learning rate to {reduced}."));
        }
    }
}
