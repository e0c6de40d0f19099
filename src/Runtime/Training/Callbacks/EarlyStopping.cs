namespace NetCompiler;

/// <summary>Stops a run when a monitored value has not improved for some epochs.</summary>
public sealed class EarlyStopping : MonitorCallback
{
    private int _wait, _stoppedEpoch, _bestEpoch;
    private float[][]? _bestWeights;

    /// <summary>Epochs without improvement after which the run is stopped, at least 0.</summary>
    public int Patience { get; init => field = Argument.NotNegative(value); }

    /// <summary>Stops the run as well if the value does not get better than this; null for no such limit.</summary>
    public double? Baseline { get; init => field = Argument.Number(value); }

    /// <summary>Whether the run ends with the weights of its best epoch.</summary>
    public bool RestoreBestWeights { get; init; }

    /// <summary>Epochs to let pass before watching.</summary>
    public int StartFromEpoch { get; init => field = Argument.NotNegative(value); }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        base.OnTrainBegin(context);
        (_wait, _stoppedEpoch, _bestEpoch, _bestWeights) = (0, 0, 0, null);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        if (Current(context, $"Early stopping conditioned on metric `{Monitor}` which is not available.") is not { } current
            || context.Epoch < StartFromEpoch)
        {
            return;
        }

        if (_bestWeights is null)
        {
            // The weights of the first epoch are the best so far, whatever its value.
            KeepWeights(context);
        }

        _wait++;
        if (IsImprovement(current, Best))
        {
            Best = current;
            KeepWeights(context);
            if (Baseline is not { } baseline || IsImprovement(current, baseline))
            {
                _wait = 0;
            }
        }
        else if (_wait >= Patience && context.Epoch > 0)
        {
            _stoppedEpoch = context.Epoch;
            context.StopTraining();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        if (_stoppedEpoch > 0 && Verbose)
        {
            context.Output.WriteLine(FormattableString.Invariant($"Epoch {_stoppedEpoch + 1}: early stopping"));
        }

        if (_bestWeights is not null)
        {
            if (Verbose)
            {
                context.Output.WriteLine(FormattableString.Invariant($"Restoring model weights from the end of the best epoch: {_bestEpoch + 1}."));
            }

            for (int i = 0; i < _bestWeights.Length; i++)
            {
                context.Network.Parameters[i].CopyFrom(_bestWeights[i]);
            }

            _bestWeights = null;
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section)
    {
        base.SaveState(section);
        section.Add("wait", _wait);
        section.Add("stopped_epoch", _stoppedEpoch);
        section.Add("best_epoch", _bestEpoch);
        section.Add("best_weights", _bestWeights?.Length ?? 0);
        for (int i = 0; i < _bestWeights?.Length; i++)
        {
            section.Add(FormattableString.Invariant($"best_weights/{i}"), _bestWeights[i]);
        }
    }

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context)
    {
        base.RestoreState(section, context);
        (_wait, _stoppedEpoch, _bestEpoch) = (section.GetInt32("wait"), section.GetInt32("stopped_epoch"), section.GetInt32("best_epoch"));
        _bestWeights = section.GetInt64("best_weights") == 0
            ? null
            : [.. context.Network.Parameters.Select((parameter, i) =>
            section.GetSingles(FormattableString.Invariant($"best_weights/{i}"), parameter.Count))];
    }

    private void KeepWeights(TrainingContext context)
    {
        if (!RestoreBestWeights)
        {
            return;
        }

        IReadOnlyList<Parameter> parameters = context.Network.Parameters;
        _bestEpoch = context.Epoch;
        _bestWeights ??= [.. parameters.Select(parameter => new float[parameter.Count])];
        for (int i = 0; i < parameters.Count; i++)
        {
            parameters[i].CopyTo(_bestWeights[i]);
        }
    }
}
