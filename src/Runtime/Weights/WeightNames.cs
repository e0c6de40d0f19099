namespace NetCompiler;

/// <summary>Which tensor of a file belongs to which parameter of a network.</summary>
/// <remarks>
/// By default the layers bear the file's names: the layer <c>fc1</c> finds <c>fc1.weight</c> in a file of PyTorch's.
/// <see cref="Map(IReadOnlyDictionary{string, string})"/>
/// and <see cref="Map(Func{string, string})"/> are for files with other names, <see cref="InOrder"/> for those whose names say nothing.
/// </remarks>
public sealed class WeightNames
{
    private readonly Func<string, string>? function;
    private readonly IReadOnlyDictionary<string, string>? dictionary;

    private WeightNames(Func<string, string>? function = null, IReadOnlyDictionary<string, string>? dictionary = null)
    {
        this.function = function;
        this.dictionary = dictionary;
    }

    /// <summary>The file's names are the layers'.</summary>
    public static WeightNames Default { get; } = new();

    /// <summary>
    /// By order of definition: the first layer with parameters takes the file's first module, the second the second, and all shapes must fit. A
    /// module is what stands
    /// before the last point of a name (before the last slash in Keras' layout): <c>0</c> of <c>0.weight</c> and <c>0.bias</c>. NPZ files keep the
    /// order in which they were written;
    /// the modules of safetensors files, whose writers sort, are taken in the order of their names, numbers by their value. Two neighbouring layers
    /// of the same shapes can
    /// be confused where a file's order is not that of the network: names are safer.
    /// </summary>
    public static WeightNames InOrder { get; } = new();

    /// <summary>
    /// From a layer's name to its module's in the file (<c>fc1</c> to <c>classifier.0</c>), or from a parameter's name to its tensor's
    /// (<c>fc1/kernel</c> to <c>classifier.0.weight</c>), which
    /// goes before. Layers that are not mapped keep their names.
    /// </summary>
    public static WeightNames Map(IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new WeightNames(dictionary: names);
    }

    /// <summary>
    /// From a tensor's name by default (<c>fc1.weight</c> in PyTorch's layout, <c>fc1/kernel</c> in Keras') to its name in the file.
    /// </summary>
    public static WeightNames Map(Func<string, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new WeightNames(function: name);
    }

    /// <summary>The names of the tensors of all parameters, in their order.</summary>
    /// <exception cref="ArgumentException">The dictionary names what the network does not have, or two parameters get the same tensor.</exception>
    internal string[] Of(Parameter[] parameters, WeightConvention convention)
    {
        CheckKeys(parameters);
        string[] names = Array.ConvertAll(parameters, parameter => Of(parameter, convention));
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? names : throw new ArgumentException($"Expected a tensor of its own for each parameter, but the names map two of "
            + $"them to '{twice}'.");
    }

    private string Of(Parameter parameter, WeightConvention convention)
    {
        if (dictionary is not null && dictionary.TryGetValue(parameter.Name, out string? tensor))
        {
            return tensor;
        }

        string layer = parameter.LayerName;
        string name = convention.Name(dictionary?.GetValueOrDefault(layer) ?? layer, parameter);
        return function is null ? name : function(name);
    }

    private void CheckKeys(Parameter[] parameters)
    {
        foreach (string key in dictionary?.Keys ?? [])
        {
            if (!parameters.Any(parameter => parameter.Name == key || parameter.LayerName == key))
            {
                throw new ArgumentException(
                    $"Expected names of layers or parameters to map, but the network has no '{key}'; its parameters are "
                        + $"{Listing.FirstOf(Array.ConvertAll(parameters, p => p.Name), most: 20)}.");
            }
        }
    }
}
