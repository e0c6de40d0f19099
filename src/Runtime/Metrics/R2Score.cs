namespace NetCompiler;

/// <summary>
/// How much of the targets' variance the predictions explain: 1 for all of it, 0 for as much as their mean does, below 0 for less. The mean over the
/// outputs of a sample, as Keras' <c>R2Score</c>; an output whose targets are all the same counts 0.
/// </summary>
public sealed class R2Score : Metric
{
    private double[] _means = [], _spreads = [], _errors = [];
    private long _samples;

    /// <summary>A metric named <c>r2_score</c>.</summary>
    public R2Score()
        : base("r2_score")
    {
    }

    /// <inheritdoc/>
    public override double Result => _samples == 0 ? 0
        : _errors.Zip(_spreads, (error, spread) => spread > 0 || double.IsNaN(error) ? 1 - (error / spread) : 0).Average();

    internal override MonitorMode Direction => MonitorMode.Max;

    /// <inheritdoc/>
    public override void Reset()
    {
        (_means, _spreads, _errors) = ([], [], []);
        _samples = 0;
    }

    internal override string? Problem(MetricTask task) => DenseTargets.Problem(task);

    internal override void Add(MetricTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        int outputs = task.Output.Floats;
        if (_samples == 0)
        {
            (_means, _spreads, _errors) = (new double[outputs], new double[outputs], new double[outputs]);
        }

        for (int first = 0; first < predictions.Length; first += outputs)
        {
            _samples++;
            for (int i = 0; i < outputs; i++)
            {
                // Welford's: sums of squares would cancel where targets are large and close to each other.
                double target = targets[first + i], error = predictions[first + i] - target, distance = target - _means[i];
                _means[i] += distance / _samples;
                _spreads[i] += distance * (target - _means[i]);
                _errors[i] += error * error;
            }
        }
    }

    internal override void SaveState(StateSection section)
    {
        section.Add("samples", _samples);
        section.Add("means", [.. _means]);
        section.Add("spreads", [.. _spreads]);
        section.Add("errors", [.. _errors]);
    }

    internal override Action PrepareState(StateSection section)
    {
        long samples = section.GetInt64("samples");
        double[] means = section.GetDoubles("means");
        double[] spreads = section.GetDoubles("spreads", means.Length), errors = section.GetDoubles("errors", means.Length);
        return () => (_samples, _means, _spreads, _errors) = (samples, means, spreads, errors);
    }
}
