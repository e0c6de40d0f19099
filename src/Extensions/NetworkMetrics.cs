using System.Diagnostics.Metrics;

namespace NetCompiler;

/// <summary>The instruments of one network, on the meter <c>NetCompiler</c>, each tagged <c>network</c>.</summary>
internal sealed class NetworkMetrics
{
    public const string MeterName = "NetCompiler";

    private readonly Meter _meter;
    private readonly KeyValuePair<string, object?> _network;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _reloads;

    /// <param name="meters">Owns the meter.</param>
    /// <param name="network">Name of the network's class.</param>
    public NetworkMetrics(IMeterFactory meters, string network)
    {
        _meter = meters.Create(MeterName);
        _network = new("network", network);
        // From ten microseconds on: the usual boundaries would put all predictions into the first bucket.
        double[] boundaries = [1e-5, 2.5e-5, 1e-4, 2.5e-4, 1e-3, 2.5e-3, 0.01, 0.025, 0.1, 0.25, 1];
        var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries };
        _duration = _meter.CreateHistogram("netcompiler.prediction.duration", "s", "Duration of a call of Predict.", advice: buckets);
        _samples = _meter.CreateCounter<long>("netcompiler.prediction.samples", "{sample}", "Samples that were predicted.");
        _reloads = _meter.CreateCounter<long>("netcompiler.network.reloads", "{reload}", "Swaps, and reloads that failed.");
    }

    /// <summary>Makes the number of the version an instrument.</summary>
    public void Follow(Func<long> version) => _meter.CreateObservableGauge("netcompiler.network.version",
        () => new Measurement<long>(version(), _network), "{version}", "The version that answers now.");

    public void Predicted(TimeSpan duration, int samples, Type? failure)
    {
        if (failure is null)
        {
            _duration.Record(duration.TotalSeconds, _network);
            _samples.Add(samples, _network);
        }
        else
        {
            _duration.Record(duration.TotalSeconds, _network, Tag(failure));
        }
    }

    public void Reloaded(Type? failure)
    {
        if (failure is null)
        {
            _reloads.Add(1, _network);
        }
        else
        {
            _reloads.Add(1, _network, Tag(failure));
        }
    }

    private static KeyValuePair<string, object?> Tag(Type failure) => new("error.type", failure.FullName);
}
