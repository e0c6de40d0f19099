namespace NetCompiler;

/// <content>Files of weights.</content>
public abstract partial class CompiledNetwork
{
    /// <summary>
    /// Writes all parameters under Keras' names and in its layouts, to an NPZ file where the name ends in <c>.npz</c>, else to a safetensors file.
    /// The file is replaced whole or not at all.
    /// </summary>
    public void Save(string path) => Save(path, WeightLayout.Keras);

    /// <summary>Writes all parameters in the layout of another library.</summary>
    /// <param name="path">The file to write or replace: NPZ where it ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">The tensors' names; by default the layers' with the layout's endings. <see cref="WeightNames.InOrder"/> has none.</param>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public void Save(string path, WeightLayout layout, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckNotTraining();
        WeightFile.Write(path, _parameters, layout, names ?? WeightNames.Default);
    }

    /// <summary>Replaces all parameters by those that <see cref="Save(string)"/> wrote; on any error none is changed.</summary>
    /// <exception cref="ModelFileException">
    /// The file is no sound file of weights, or tensors are missing, unknown or of another shape: the message lists them all.
    /// </exception>
    public void LoadWeights(string path) => LoadWeights(path, WeightLayout.Keras);

    /// <summary>Replaces all parameters by those of a file in the layout of another library; on any error none is changed.</summary>
    /// <param name="path">The file: NPZ where it ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter; by default the layers' names with the layout's endings.</param>
    /// <exception cref="ModelFileException">
    /// The file is no sound file of weights, or tensors are missing, unknown or of another shape: the message lists them all.
    /// </exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public void LoadWeights(string path, WeightLayout layout, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckNotTraining();
        float[][] values = WeightFile.Read(path, _parameters, layout, names ?? WeightNames.Default);
        BeginChange();
        for (int i = 0; i < values.Length; i++)
        {
            _parameters[i].Pack(values[i], ParameterArena.Span);
        }

        EndChange();
    }

    /// <summary>
    /// Copies every parameter that another network has under the same name and of the same shape; the others stay. So networks share weights that are parts of
    /// each other, or do the same work in other steps.
    /// </summary>
    /// <returns>How many parameters were copied.</returns>
    /// <exception cref="ArgumentException">A parameter of the same name has another shape; nothing is changed then.</exception>
    public int CopyParametersFrom(CompiledNetwork other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.CheckNotTraining();
        Dictionary<string, Parameter> theirs = other.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        (Parameter Ours, Parameter Theirs)[] pairs = [.. _parameters.Where(parameter => theirs.ContainsKey(parameter.Name)).Select(parameter => (parameter, theirs[parameter.Name]))];
        foreach ((Parameter ours, Parameter their) in pairs)
        {
            if (!ours.Shape.AsSpan().SequenceEqual(their.Shape))
            {
                throw new ArgumentException(
                    $"'{ours.Name}' has shape {Shapes.Print(ours.Shape)} in '{Description.Name}', but {Shapes.Print(their.Shape)} in '{other.Description.Name}'.", nameof(other));
            }
        }

        BeginChange();
        foreach ((Parameter ours, Parameter their) in pairs)
        {
            ours.Pack(their.Unpack(other.ParameterArena.Span), ParameterArena.Span);
        }

        EndChange();
        return pairs.Length;
    }

    /// <summary>Lists which tensors of a file fit, are missing, are extra or have another shape; changes nothing.</summary>
    /// <param name="path">The file: NPZ where it ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter; by default the layers' names with the layout's endings.</param>
    /// <exception cref="ModelFileException">The file is no sound file of weights.</exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public WeightReport InspectWeights(string path, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return WeightFile.Inspect(path, _parameters, layout, names ?? WeightNames.Default);
    }
}
