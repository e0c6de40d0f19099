namespace NetCompiler;

/// <summary>How far a run of <see cref="TrainableNetwork.Fit"/> is, as <see cref="FitOptions.Progress"/> is told.</summary>
/// <param name="Epoch">The epoch at work, from 0.</param>
/// <param name="Epochs">Epochs of the run.</param>
/// <param name="Step">Steps of the epoch that are done.</param>
/// <param name="StepsPerEpoch">Steps of an epoch; null where the data source does not know how many samples it has.</param>
/// <param name="Values">The loss and the metrics by name: means of the epoch so far, at its end with those of the validation.</param>
/// <param name="IsEpochEnd">Whether the epoch and its validation have ended.</param>
public sealed record FitProgress(
    int Epoch, int Epochs, long Step, long? StepsPerEpoch, IReadOnlyDictionary<string, double> Values, bool IsEpochEnd)
{
    /// <summary>How much of the run is done, from 0 to 1; whole epochs only where their steps are not known.</summary>
    public double Fraction => (Epoch + (IsEpochEnd ? 1 : StepsPerEpoch is > 0 and { } steps ? Math.Min(1, (double)Step / steps) : 0)) / Epochs;
}
