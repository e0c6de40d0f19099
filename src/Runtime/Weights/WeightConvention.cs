namespace NetCompiler;

/// <summary>A layout's names and orders of axes. Keras' are those of a network's parameters; each layer's in PyTorch the compiler knows.</summary>
internal sealed class WeightConvention
{
    private static readonly WeightConvention Keras = new('/', null);
    private static readonly WeightConvention PyTorch = new('.', OfPyTorch);

    private readonly Func<Parameter, TensorPlacement>? placements;

    private WeightConvention(char separator, Func<Parameter, TensorPlacement>? placements)
    {
        Separator = separator;
        this.placements = placements;
    }

    /// <summary>Stands between a module's name and its tensor's.</summary>
    public char Separator { get; }

    public static WeightConvention Of(WeightLayout layout) => layout switch
    {
        WeightLayout.Keras => Keras,
        WeightLayout.PyTorch => PyTorch,
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "Expected a layout of weights."),
    };

    /// <summary>
    /// Whether a tensor says nothing that a network is computed from: the number of batches that PyTorch's batch normalisation has seen.
    /// </summary>
    public bool Ignores(string tensor) => this == PyTorch && tensor.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    /// <summary>The name of a parameter's tensor in a module, which may be a part of others.</summary>
    public string Name(string module, Parameter parameter) =>
        $"{module.Replace('/', Separator)}{Separator}{placements?.Invoke(parameter).Name ?? parameter.Role}";

    /// <summary>The shape of a parameter's tensor and the places of its elements there.</summary>
    public WeightPlaces Places(Parameter parameter) => placements?.Invoke(parameter) is { Shape: { } shape, Sizes: { } sizes, Order: { } order }
        ? WeightPlaces.Permuted(shape, sizes, order, placements(parameter).Blocks)
        : WeightPlaces.Same(parameter.Shape);

    private static TensorPlacement OfPyTorch(Parameter parameter) => parameter.Description.PyTorch ?? throw new NotSupportedException(
        $"This layout {parameter.Description.PyTorchFault ?? $"has no tensor for '{parameter.Name}' of a layer of type {parameter.Layer.Type}"}.");
}
