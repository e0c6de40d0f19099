namespace NetCompiler.Onnx.Import;

/// <summary>The class that is to be written: its layers so far, and their weights.</summary>
internal sealed class ClassDraft(string name)
{
    private readonly Dictionary<(Constant, string), Term> _tables = [];

    public string Name => name;

    public ClassNames Names { get; } = new(name);

    public List<LayerDraft> Layers { get; } = [];

    /// <summary>A method with layers above it.</summary>
    /// <param name="wanted">What the model calls it.</param>
    /// <param name="fallback">What it is.</param>
    /// <param name="input">Sizes of what it takes.</param>
    /// <param name="output">Sizes of what it gives, first.</param>
    /// <param name="parameters">Names of what it takes; one x where that is all.</param>
    /// <param name="results">Names of what it gives, where that is more than a tensor.</param>
    public LayerDraft AddLayer(string? wanted, string fallback, int[] input, int[] output, string[]? parameters = null, string[]? results = null)
    {
        var layer = new LayerDraft(fallback)
        {
            Wanted = wanted, Input = input, Output = output, Parameters = parameters ?? ["x"], Results = results ?? [],
        };
        Layers.Add(layer);
        return layer;
    }

    public static Term Call(LayerDraft layer, params Term[] arguments) =>
        new(string.Join(", ", arguments.Select((_, i) => $"{{{i}}}")), Level.Primary, layer.Output, arguments) { Layer = layer };

    /// <summary>One of the results of a layer that gives several.</summary>
    public static Term ResultOf(Term call, int place, int[] shape) => new("{0}", Level.Primary, shape, call) { Result = place };

    /// <summary>A value as a flow: a constant becomes a table of the class.</summary>
    public Flow AsFlow(IValue value) => value switch
    {
        Flow flow => flow.Unflattened(),
        Constant { IsSplat: true } constant =>
            Flow.Natural(Terms.Filled(constant[0], Ordering.SampleOf(constant.Shape)), constant.Shape, constant.Type),
        Constant constant => Flow.Natural(Table(constant, Ordering.SampleOf(constant.Shape)), constant.Shape, constant.Type),
        _ => throw new RefusedException("it is no tensor"),
    };

    /// <summary>A value as a flow with its axes in an order, where one of its axes is the batch for others.</summary>
    public Flow AsFlow(IValue value, int samples, int[] order)
    {
        if (value is not Constant { IsSplat: true } same || samples < 0 || same.Shape[samples] != 1)
        {
            Flow flow = AsFlow(value);
            return (samples < 0 ? flow : flow.ForEachSample(samples)).Ordered(order);
        }

        long[] shape = [.. same.Shape];
        shape[samples] = Batch.Size;
        return new(Terms.Filled(same[0], [.. order.Select(axis => Ordering.Size(shape[axis]))]), order, shape, same.Type);
    }

    /// <summary>
    /// A constant in the order of the class. It is a table of numbers with all its rows looked up, which is how a class says that numbers are in
    /// its file.
    /// </summary>
    public Term Table(Constant constant, int[] shape)
    {
        if (constant.IsSplat && constant.Count > 0)
        {
            return constant.Count == 1 && shape.Length == 0 ? Terms.Number(constant[0]) : Terms.Filled(constant[0], shape);
        }

        string key = Terms.Join(shape);
        if (_tables.TryGetValue((constant, key), out Term? known))
        {
            return known;
        }

        int[] sizes = [.. shape.SkipWhile(size => size == 1)];
        int rows = sizes.Length > 1 ? sizes[0] : 1, width = (int)(constant.Count / rows);
        LayerDraft layer = AddLayer(TableName(constant), "Table", [rows], [rows, width]);
        bool trains = constant.Type.IsFloat() && constant.Name is not null;
        layer.Attributes.Add($"Embedding({rows}, {width}{(trains ? "" : ", Trainable = false")})");
        layer.Weights.Add(("embeddings", [rows, width], constant.Floats()));
        Term all = Call(layer, new Term($"Arange({rows})", Level.Primary, [rows]));
        return _tables[(constant, key)] = shape.Length == 1 ? Terms.At(all, 0, 0) : Terms.Reshape(all, shape);
    }

    private static string? TableName(Constant constant) => constant.Name is { } given ? given + "_table" : null;
}
