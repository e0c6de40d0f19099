namespace NetCompiler;

/// <summary>A layout's names and orders of axes: a row for each parameter of each kind of layer that differs from ours.</summary>
internal sealed class WeightConvention
{
    private static readonly WeightConvention Keras = new('/', null);

    private static readonly WeightConvention PyTorch = new('.',
    [
        new("Dense", "kernel", "weight", [[1], [0]], InputAxis: 0, OutputAxis: 1),
        new("Dense", "bias", "bias", [[0]], OutputAxis: 0),
        new("Conv1D", "kernel", "weight", [[2], [1], [0]]),
        new("Conv1D", "bias", "bias", [[0]]),
        new("Conv2D", "kernel", "weight", [[3], [2], [0], [1]]),
        new("Conv2D", "bias", "bias", [[0]]),
        new("Conv2DTranspose", "kernel", "weight", [[3], [2], [0], [1]]),
        new("Conv2DTranspose", "bias", "bias", [[0]]),
        new("DepthwiseConv2D", "kernel", "weight", [[2, 3], [], [0], [1]]),
        new("DepthwiseConv2D", "bias", "bias", [[0]]),
        new("SeparableConv2D", "depthwise_kernel", "depthwise.weight", [[2, 3], [], [0], [1]]),
        new("SeparableConv2D", "pointwise_kernel", "pointwise.weight", [[3], [2], [0], [1]]),
        new("SeparableConv2D", "bias", "pointwise.bias", [[0]]),
        new("BatchNormalization", "gamma", "weight", [[0]], InputAxis: 0, OutputAxis: 0),
        new("BatchNormalization", "beta", "bias", [[0]], InputAxis: 0, OutputAxis: 0),
        new("BatchNormalization", "moving_mean", "running_mean", [[0]], InputAxis: 0, OutputAxis: 0),
        new("BatchNormalization", "moving_variance", "running_var", [[0]], InputAxis: 0, OutputAxis: 0),
        new("GroupNormalization", "gamma", "weight", [[0]]),
        new("GroupNormalization", "beta", "bias", [[0]]),
        new("LayerNormalization", "gamma", "weight", [[0]], InputAxis: 0, OutputAxis: 0),
        new("LayerNormalization", "beta", "bias", [[0]], InputAxis: 0, OutputAxis: 0),
        new("Embedding", "embeddings", "weight", [[0], [1]]),
        new("PositionEmbedding", "embeddings", "weight", [[0], [1]]),
        new("TiedDense", "bias", "bias", [[0]]),
        new("MultiHeadAttention", "query/kernel", WeightParts.Name("in_proj_weight", 0), [[1, 2], [0]]),
        new("MultiHeadAttention", "query/bias", WeightParts.Name("in_proj_bias", 0), [[0, 1]]),
        new("MultiHeadAttention", "key/kernel", WeightParts.Name("in_proj_weight", 1), [[1, 2], [0]]),
        new("MultiHeadAttention", "key/bias", WeightParts.Name("in_proj_bias", 1), [[0, 1]]),
        new("MultiHeadAttention", "value/kernel", WeightParts.Name("in_proj_weight", 2), [[1, 2], [0]]),
        new("MultiHeadAttention", "value/bias", WeightParts.Name("in_proj_bias", 2), [[0, 1]]),
        new("MultiHeadAttention", "attention_output/kernel", "out_proj.weight", [[2], [0, 1]]),
        new("MultiHeadAttention", "attention_output/bias", "out_proj.bias", [[0]]),
        new("RMSNormalization", "scale", "weight", [[0]], InputAxis: 0, OutputAxis: 0),
        new("PReLU", "alpha", "weight", null, InputAxis: 0, OutputAxis: 0),
    ]);

    private readonly Row[]? rows;

    private WeightConvention(char separator, Row[]? rows)
    {
        Separator = separator;
        this.rows = rows;
    }

    /// <summary>Stands between a module's name and its tensor's.</summary>
    public char Separator { get; }

    public static WeightConvention Of(WeightLayout layout) => layout switch
    {
        WeightLayout.Keras => Keras,
        WeightLayout.PyTorch => PyTorch,
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "Expected a layout of weights."),
    };

    /// <summary>Whether a tensor says nothing that a network is computed from: the number of batches that PyTorch's batch normalisation has seen.</summary>
    public bool Ignores(string tensor) => rows is not null && tensor.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    /// <summary>The name of a parameter's tensor in a module, which may be a part of others.</summary>
    public string Name(string module, Parameter parameter) => $"{module.Replace('/', Separator)}{Separator}{Find(parameter)?.Tensor ?? parameter.Role}";

    /// <summary>The shape of a parameter's tensor and the places of its elements there.</summary>
    public WeightPlaces Places(Parameter parameter)
    {
        if (Find(parameter) is not { } row)
        {
            return WeightPlaces.Same(parameter.Shape);
        }

        int[]?[] images = new int[parameter.Shape.Length][];
        if (row.InputAxis >= 0)
        {
            images[row.InputAxis] = parameter.Layer.InputImage;
        }

        if (row.OutputAxis >= 0)
        {
            images[row.OutputAxis] ??= parameter.Layer.OutputImage;
        }

        return WeightPlaces.Permuted(parameter.Shape, row.Order ?? LastAxis(parameter), images);
    }

    /// <summary>The last axis alone, which all others must share.</summary>
    private static int[][] LastAxis(Parameter parameter)
    {
        if (Array.Exists(parameter.Shape[..^1], size => size != 1))
        {
            throw new NotSupportedException(
                $"This layout has a value per channel for '{parameter.Name}', whose shape is {Shapes.Print(parameter.Shape)}; share all axes but the last.");
        }

        return [[.. Enumerable.Range(0, parameter.Shape.Length)]];
    }

    private Row? Find(Parameter parameter)
    {
        if (rows is null)
        {
            return null;
        }

        return Array.Find(rows, row => row.Layer == parameter.Layer.Type && row.Role == parameter.Role)
            ?? throw new NotSupportedException($"This layout has no tensor for '{parameter.Name}' of a layer of type {parameter.Layer.Type}.");
    }

    /// <param name="Layer">The layer's type.</param>
    /// <param name="Role">The parameter's role in our name.</param>
    /// <param name="Tensor">The end of the tensor's name.</param>
    /// <param name="Order">For each axis of the tensor, the axes of the parameter that it merges, row-major: mostly one, none for an axis of size 1. Null for the last axis alone, whatever their number.</param>
    /// <param name="InputAxis">The parameter's axis that runs over the layer's input, which may be a flattened image; -1 for none.</param>
    /// <param name="OutputAxis">The same for the layer's output.</param>
    private sealed record Row(string Layer, string Role, string Tensor, int[][]? Order, int InputAxis = -1, int OutputAxis = -1);
}
