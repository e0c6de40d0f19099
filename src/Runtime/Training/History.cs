namespace NetCompiler;

/// <summary>What a training run measured: a value per epoch under each name, such as <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>.</summary>
public sealed partial class History
{
    private readonly Dictionary<string, List<double>> _values = [];
    private readonly List<string> _names = [];
    private readonly List<float> _learningRates = [];

    /// <summary>Names in the order of their first appearance.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Epochs that were completed.</summary>
    public int Epochs { get; internal set; }

    /// <summary>The learning rate at the end of each epoch.</summary>
    public IReadOnlyList<float> LearningRates => _learningRates;

    /// <summary>Whether the run was cancelled before its last epoch ended.</summary>
    public bool IsCancelled { get; internal set; }

    /// <summary>How the run was made; null where nothing is known of it.</summary>
    public RunDescription? Run { get; internal set; }

    /// <summary>The values of a name, an epoch after the other.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name was measured.</exception>
    public IReadOnlyList<double> this[string name] => _values.TryGetValue(name, out List<double>? values)
        ? values
        : throw new KeyNotFoundException($"The history has no '{name}'; it has {Listing.FirstOf(_names, most: 20)}.");

    internal void AddEpoch(IEnumerable<KeyValuePair<string, double>> values, float learningRate)
    {
        foreach ((string name, double value) in values)
        {
            Add(name, value);
        }

        _learningRates.Add(learningRate);
        Epochs++;
    }

    private void Add(string name, double value)
    {
        if (!_values.TryGetValue(name, out List<double>? values))
        {
            _values[name] = values = [];
            _names.Add(name);
        }

        values.Add(value);
    }
}

/// <summary>The loss and the metrics over a set of samples.</summary>
public sealed class Evaluation
{
    private readonly Dictionary<string, double> _metrics;

    internal Evaluation(double loss, IEnumerable<(string Name, double Value)> metrics)
    {
        Loss = loss;
        _metrics = metrics.ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
    }

    /// <summary>The mean loss.</summary>
    public double Loss { get; }

    /// <summary>The metrics by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <summary>The loss and the metrics in a line, as <c>loss: 0.0931 - accuracy: 0.9712</c>.</summary>
    public override string ToString() => string.Join(
        " - ", _metrics.Prepend(KeyValuePair.Create("loss", Loss)).Select(value => $"{value.Key}: {ProgressLine.Number(value.Value)}"));

    /// <summary>A metric by name, or the loss under <c>loss</c>.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for.</exception>
    public double this[string name] => name == "loss" ? Loss
        : _metrics.TryGetValue(name, out double value) ? value
        : throw new KeyNotFoundException($"No metric '{name}' was asked for; there is loss{string.Concat(_metrics.Keys.Select(key => ", " + key))}.");
}
