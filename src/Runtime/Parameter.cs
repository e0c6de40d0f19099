namespace NetCompiler;

/// <summary>A network's named parameter, read and written in its public row-major layout. Refused while the network trains.</summary>
public sealed class Parameter
{
    private readonly CompiledNetwork _network;
    private readonly ParameterDescription _description;

    internal Parameter(CompiledNetwork network, ParameterDescription description)
    {
        _network = network;
        _description = description;
        Count = Shapes.Floats(description.Shape);
    }

    /// <summary>Layer and role, such as <c>dense/kernel</c>.</summary>
    public string Name => _description.Name;

    /// <summary>Public shape, Keras' layout: <c>[in, out]</c> for a dense kernel. Do not modify.</summary>
    public int[] Shape => _description.Shape;

    /// <summary>
    /// Whether it has a gradient and optimizers change it. Moving averages, such as those of batch normalisation, do not: they follow the data.
    /// </summary>
    public bool Trainable => _description.Trainable;

    /// <summary>Whether training leaves it as it is for now; see <see cref="TrainableNetwork.Freeze"/>.</summary>
    public bool IsFrozen { get; internal set; }

    /// <summary>Number of elements, padding not counted.</summary>
    public int Count { get; }

    internal ParameterDescription Description => _description;

    internal string LayerName => Layer.Name;

    /// <summary>What the parameter is in its layer, such as <c>kernel</c> or <c>query/kernel</c>.</summary>
    internal string Role => Name[(Layer.Name.Length + 1)..];

    /// <summary>The layer whose name the parameter's begins with; layers may be parts of others.</summary>
    internal LayerDescription Layer
    {
        get
        {
            LayerDescription? longest = null;
            foreach (LayerDescription layer in _network.Description.Layers)
            {
                bool begins = Name.Length > layer.Name.Length && Name[layer.Name.Length] == '/'
                    && Name.StartsWith(layer.Name, StringComparison.Ordinal);
                longest = begins && layer.Name.Length > (longest?.Name.Length ?? -1) ? layer : longest;
            }

            return longest ?? throw new InvalidOperationException($"'{_network.Description.Name}' has no layer for its parameter '{Name}'.");
        }
    }

    /// <summary>Reads all elements.</summary>
    /// <param name="values">Exactly <see cref="Count"/> floats.</param>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile: the values are of no
    /// use.</exception>
    public void CopyTo(Span<float> values)
    {
        CheckLength(values.Length, nameof(values));
        int version = _network.BeginReading();
        _description.Layout.Unpack(Range(_network.ParameterArena), Shape, values);
        _network.EndReading(version);
    }

    /// <summary>Replaces all elements.</summary>
    /// <param name="values">Exactly <see cref="Count"/> floats.</param>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        CheckLength(values.Length, nameof(values));
        _network.BeginChange();
        _description.Layout.Pack(values, Shape, Range(_network.ParameterArena));
        _network.EndChange();
    }

    /// <summary>
    /// Reads the gradient that the last gradient computation or training step left; zeros before the first, and for a parameter that is not trained.
    /// </summary>
    /// <param name="values">Exactly <see cref="Count"/> floats.</param>
    /// <exception cref="InvalidOperationException">The network is being trained, or was meanwhile: the values are of no use.</exception>
    public void CopyGradientTo(Span<float> values)
    {
        CheckLength(values.Length, nameof(values));
        int uses = _network.BeginReadingGradients();
        if (!Trainable || _network.Gradients is not { } gradients)
        {
            values.Clear();
        }
        else if (Array.Find(gradients.Tables, table => table.Parameter == _description) is { } table)
        {
            table.CopyTo(values);
        }
        else
        {
            _description.Layout.Unpack(Range(gradients.Whole), Shape, values);
        }

        _network.EndReadingGradients(uses);
    }

    /// <summary>This parameter's part of an arena-like array, row-major.</summary>
    internal float[] Unpack(ReadOnlySpan<float> arena)
    {
        var values = new float[Count];
        _description.Layout.Unpack(arena.Slice(_description.Offset, _description.Layout.Floats), Shape, values);
        return values;
    }

    /// <summary>Writes this parameter's part of an arena-like array.</summary>
    internal void Pack(ReadOnlySpan<float> values, Span<float> arena) =>
        _description.Layout.Pack(values, Shape, arena.Slice(_description.Offset, _description.Layout.Floats));

    private Span<float> Range(FloatArena arena) => arena.Span.Slice(_description.Offset, _description.Layout.Floats);

    private void CheckLength(int length, string argument)
    {
        if (length != Count)
        {
            throw new ArgumentException($"Parameter '{Name}' has shape {Shapes.Print(Shape)}, {Count} floats, but the span has {length}.", argument);
        }
    }
}
