namespace NetCompiler;

/// <summary>The metrics of one run, each with what it looks at. They are the run's own until it is disposed.</summary>
internal sealed class MetricList : IDisposable
{
    private readonly (Metric Metric, MetricTask Task)[] _items;
    private readonly NetworkDescription _network;
    private readonly int _targetFloats, _outputFloats;
    private int _claimed;

    /// <summary>Checks all of them, before the first batch.</summary>
    /// <exception cref="ArgumentException">A metric does not fit the network, or two have one name.</exception>
    public MetricList(TrainableNetwork network, IReadOnlyList<Metric> metrics)
    {
        (_network, _targetFloats, _outputFloats) = (network.Description, network.TargetFloats, network.OutputFloats);
        var names = new HashSet<string>(StringComparer.Ordinal) { "loss" };
        foreach (Metric metric in metrics)
        {
            if (metric is null || !names.Add(metric.Key))
            {
                throw new ArgumentException(
                    metric is null ? "A metric is null."
                        : $"Two metrics are named '{metric.Key}', or one as the loss; give each a Name of its own.", nameof(metrics));
            }
        }

        _items = [.. metrics.Select(metric => (metric, MetricTask.Of(_network, metric)))];
        foreach ((Metric metric, MetricTask task) in _items)
        {
            if (metric.Problem(task) is { } problem)
            {
                throw task.Refuse(_network, metric, problem);
            }
        }
    }

    public bool IsEmpty => _items.Length == 0;

    /// <summary>What was measured, in the metrics' order.</summary>
    public IEnumerable<(string Name, double Value)> Values => _items.Select(item => (item.Metric.Key, item.Metric.Result));

    /// <summary>Makes the metrics this run's, until it is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another run uses one of them.</exception>
    public MetricList Claim()
    {
        for (; _claimed < _items.Length; _claimed++)
        {
            Metric metric = _items[_claimed].Metric;
            if (!metric.TryClaim())
            {
                Dispose();
                throw new InvalidOperationException(
                    $"The metric '{metric.Key}' is in use by another run of Fit or Evaluate, whose samples it would mix with these. Create one "
                        + $"for each.");
            }
        }

        return this;
    }

    public void Dispose()
    {
        for (; _claimed > 0; _claimed--)
        {
            _items[_claimed - 1].Metric.Release();
        }
    }

    public void Reset()
    {
        foreach ((Metric metric, _) in _items)
        {
            metric.Reset();
        }
    }

    /// <summary>Takes samples in.</summary>
    /// <param name="predictions">[count, output].</param>
    /// <param name="targets">[count, target].</param>
    /// <param name="count">Samples.</param>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int count)
    {
        foreach ((Metric metric, MetricTask task) in _items)
        {
            (TensorDescription output, TensorDescription target) = (task.Output, task.Target);
            if (output.Floats == _outputFloats && target.Floats == _targetFloats)
            {
                metric.Add(task, predictions, targets);
                continue;
            }

            for (int sample = 0; sample < count; sample++)
            {
                metric.Add(
                    task, predictions.Slice((sample * _outputFloats) + output.Offset, output.Floats),
                        targets.Slice((sample * _targetFloats) + target.Offset, target.Floats));
            }
        }
    }
}
