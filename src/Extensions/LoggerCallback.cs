using System.Globalization;
using Microsoft.Extensions.Logging;

namespace NetCompiler;

/// <summary>
/// Logs the begin of a run of <c>Fit</c>, each epoch with its loss and metrics as values of the entry, and the end, all at
/// <see cref="LogLevel.Information"/>; a run that breaks off is an error.
/// </summary>
/// <param name="logger">Where to.</param>
public sealed class LoggerCallback(ILogger logger) : Callback
{
    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        NetworkLog.Begins(_logger, Name(context), context.Options.Epochs);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_logger.IsEnabled(LogLevel.Information))
        {
            var state = new EpochEntry(Name(context), context.Epoch + 1, context.Options.Epochs, context.Logs);
            _logger.Log(LogLevel.Information, new EventId(6, "Epoch"), state, null, static (entry, _) => entry.ToString());
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        NetworkLog.Ends(_logger, Name(context), context.TotalSteps);
    }

    /// <inheritdoc/>
    public override void OnTrainAborted(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        NetworkLog.BreaksOff(_logger, Name(context), context.Epoch + 1, context.TotalSteps);
    }

    private static string Name(TrainingContext context) => context.Network.Description.Name;

    /// <summary>The values of an epoch, for sinks that keep them apart, and the line for those that do not.</summary>
    private sealed class EpochEntry : List<KeyValuePair<string, object?>>
    {
        private readonly string _line;

        public EpochEntry(string network, int epoch, int epochs, IDictionary<string, double> values)
        {
            string listed = string.Join(", ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:G5}")));
            _line = string.Create(CultureInfo.InvariantCulture, $"Training {network}, epoch {epoch} of {epochs}: {listed}");
            Add(new("Network", network));
            Add(new("Epoch", epoch));
            Add(new("Epochs", epochs));
            AddRange(values.Select(v => new KeyValuePair<string, object?>(v.Key, v.Value)));
            Add(new("{OriginalFormat}", "Training {Network}, epoch {Epoch} of {Epochs}: {Values}"));
        }

        public override string ToString() => _line;
    }
}
