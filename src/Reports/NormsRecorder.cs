namespace NetCompiler.Reports;

/// <summary>
/// A callback that records, for each layer, the norm of its weights at the end of each epoch and the mean over the epoch's steps of its gradient's
/// norm.
/// A layer's norm is the root of the sum of squares over all of its parameters.
/// </summary>
public sealed class NormsRecorder : Callback
{
    private readonly List<int> _epochs = [];
    private LayerNorms[] _layers = [];
    private float[] _buffer = [];
    private long _steps;

    /// <summary>The epochs that were recorded, from 0.</summary>
    public IReadOnlyList<int> Epochs => _epochs;

    /// <summary>The layers with parameters, in their order.</summary>
    public IReadOnlyList<LayerNorms> Layers => _layers;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        _epochs.Clear();
        _layers = [.. context.Network.Parameters.Where(parameter => parameter.Trainable).GroupBy(LayerOf)
            .Select(layer => new LayerNorms(layer.Key, [.. layer]))];
        _steps = 0;
        _buffer = new float[context.Network.Parameters.Select(parameter => parameter.Count).DefaultIfEmpty(0).Max()];
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        _steps = 0;
        foreach (LayerNorms layer in _layers)
        {
            layer.GradientSum = 0;
        }
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        _steps++;
        foreach (LayerNorms layer in _layers)
        {
            layer.GradientSum += Norm(layer, static (parameter, values) => parameter.CopyGradientTo(values));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        _epochs.Add(context.Epoch);
        foreach (LayerNorms layer in _layers)
        {
            layer.Add(Norm(layer, static (parameter, values) => parameter.CopyTo(values)), layer.GradientSum / _steps);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section)
    {
        section.Add("epochs", _epochs.Select(epoch => (double)epoch).ToArray());
        section.Add("steps", _steps);
        foreach (LayerNorms layer in _layers)
        {
            layer.SaveState(section);
        }
    }

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context)
    {
        _epochs.AddRange(section.GetDoubles("epochs").Select(epoch => (int)epoch));
        _steps = section.GetInt64("steps");
        foreach (LayerNorms layer in _layers)
        {
            layer.RestoreState(section, _epochs.Count);
        }
    }

    /// <summary>What stands before the parameter's role: <c>conv2d</c> for <c>conv2d/kernel</c>.</summary>
    private static string LayerOf(Parameter parameter) =>
        parameter.Name.LastIndexOf('/') is var slash and > 0 ? parameter.Name[..slash] : parameter.Name;

    private double Norm(LayerNorms layer, Action<Parameter, Span<float>> read)
    {
        double squares = 0;
        foreach (Parameter parameter in layer.Parameters)
        {
            Span<float> values = _buffer.AsSpan(0, parameter.Count);
            read(parameter, values);
            foreach (float value in values)
            {
                squares += (double)value * value;
            }
        }

        return Math.Sqrt(squares);
    }
}

/// <summary>A layer's norms, a value for each epoch of <see cref="NormsRecorder.Epochs"/>.</summary>
public sealed class LayerNorms
{
    private readonly List<double> _weights = [];
    private readonly List<double> _gradients = [];

    internal LayerNorms(string name, Parameter[] parameters) => (Name, Parameters) = (name, parameters);

    /// <summary>The layer's name, such as <c>conv2d_1</c>.</summary>
    public string Name { get; }

    /// <summary>Of the weights at the epoch's end.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Of the gradient, the mean over the epoch's steps.</summary>
    public IReadOnlyList<double> Gradients => _gradients;

    internal Parameter[] Parameters { get; }

    internal double GradientSum { get; set; }

    internal void Add(double weights, double gradients)
    {
        _weights.Add(weights);
        _gradients.Add(gradients);
    }

    internal void SaveState(StateSection section)
    {
        section.Add(Name + "/weights", _weights.ToArray());
        section.Add(Name + "/gradients", _gradients.ToArray());
        section.Add(Name + "/gradient_sum", GradientSum);
    }

    internal void RestoreState(StateSection section, int epochs)
    {
        _weights.AddRange(section.GetDoubles(Name + "/weights", epochs));
        _gradients.AddRange(section.GetDoubles(Name + "/gradients", epochs));
        GradientSum = section.GetDouble(Name + "/gradient_sum");
    }
}
