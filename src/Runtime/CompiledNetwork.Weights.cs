using System.IO.Enumeration;

namespace NetCompiler;

/// <content>Files of weights.</content>
public abstract partial class CompiledNetwork
{
    /// <summary>Files that hold what the network is, until it is saved elsewhere.</summary>
    private string[] _untilSaved = [];

    /// <summary>
    /// Writes all parameters under Keras' names and in its layouts, to an NPZ file where the name ends in <c>.npz</c>, else to a safetensors file.
    /// The file is replaced whole or not at all.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile; no file is written
    /// then.</exception>
    public void Save(string path) => Save(path, WeightLayout.Keras);

    /// <summary>Writes all parameters in the layout of another library.</summary>
    /// <param name="path">The file to write or replace: NPZ where it ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">The tensors' names; by default the layers' with the layout's endings. <see cref="WeightNames.InOrder"/> has none.</param>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile; no file is written
    /// then.</exception>
    public void Save(string path, WeightLayout layout, WeightNames? names = null) =>
        Save(path, layout, names, metadata: null);

    /// <summary>
    /// Writes all parameters and the plan of the tables that the network reads, so that one file is enough to predict a row: <c>Load</c> takes the
    /// weights from it, <see cref="TablePlan.Load"/> the plan.
    /// </summary>
    /// <param name="path">The file to write or replace, safetensors.</param>
    /// <param name="plan">A plan that was adapted or loaded.</param>
    /// <exception cref="ArgumentException">The network has another input or output than the plan, or the path ends in <c>.npz</c>.</exception>
    /// <exception cref="InvalidOperationException">The plan was not adapted, the network is being trained, or its weights were changed meanwhile; no
    /// file is written then.</exception>
    public void Save(string path, TablePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Fitting(this, nameof(plan));
        Save(path, WeightLayout.Keras, null, plan.ToMetadata());
    }

    /// <summary>
    /// Writes all parameters with texts of your own beside them, such as the names of classes: <see cref="SafeTensors.ReadMetadata(string)"/> reads
    /// them, <c>Load</c> leaves them alone.
    /// </summary>
    /// <param name="path">The file to write or replace, safetensors.</param>
    /// <param name="metadata">Texts by their keys. Keys that begin with <c>netcompiler.</c> have a meaning already.</param>
    /// <exception cref="ArgumentException">The path ends in <c>.npz</c>.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile; no file is written
    /// then.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Save(path, WeightLayout.Keras, null, new Dictionary<string, string>(metadata));
    }

    private void Save(string path, WeightLayout layout, WeightNames? names, Dictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(path);
        WeightFile.Write(path, Collect(layout, names), layout, metadata);
        Saved();
    }

    private TensorData[] Collect(WeightLayout layout, WeightNames? names)
    {
        int version = BeginReading();
        TensorData[] tensors = WeightFile.Collect(_parameters, layout, names ?? WeightNames.Default);
        EndReading(version);
        return tensors;
    }

    /// <summary>Replaces all parameters by those that <see cref="Save(string)"/> wrote; on any error none is changed.</summary>
    /// <exception cref="ModelFileException">
    /// The file is no sound file of weights, or tensors are missing, unknown or of another shape: the message lists the first of them,
    /// <see cref="InspectWeights(string, WeightLayout, WeightNames?)"/> all.
    /// </exception>
    public void LoadWeights(string path) => LoadWeights(path, WeightLayout.Keras);

    /// <summary>Replaces all parameters by those of a file in the layout of another library; on any error none is changed.</summary>
    /// <param name="path">The file: NPZ where it ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter; by default the layers' names with the layout's endings.</param>
    /// <exception cref="ModelFileException">
    /// The file is no sound file of weights, or tensors are missing, unknown or of another shape: the message lists the first of them,
    /// <see cref="InspectWeights(string, WeightLayout, WeightNames?)"/> all.
    /// </exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public void LoadWeights(string path, WeightLayout layout, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckNotTraining();
        Load(RequestOfAll(layout, names), WeightSource.Of(path));
    }

    /// <summary>
    /// Replaces parameters by those that a file has for them, where it need not have all: for a network that shares a part with the one that was
    /// saved. On any error none is changed.
    /// </summary>
    /// <param name="path">The file: NPZ where it ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="match">Whether all of them must be there, or what fits is enough.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter; by default the layers' names with the layout's endings.</param>
    /// <param name="parameters">
    /// The names of those to replace, such as <c>encoder/*</c>; <c>*</c> stands for any characters. The others, and their tensors, are left alone.
    /// </param>
    /// <returns>What was replaced (<see cref="WeightStatus.Fits"/>), and what was not.</returns>
    /// <exception cref="ModelFileException">
    /// The file is no sound file of weights, something is missing, unknown or of another shape where all must fit, or nothing fits at all.
    /// </exception>
    /// <exception cref="ArgumentException">No parameter has such a name, the names do not belong to the network, or give one to two
    /// parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public WeightReport LoadWeights(
        string path, WeightMatch match, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null, string parameters = "*")
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckNotTraining();
        return Load(RequestOf(match, layout, names, parameters), WeightSource.Of(path));
    }

    private WeightRequest RequestOfAll(WeightLayout layout, WeightNames? names) => new(_parameters, [], layout, names ?? WeightNames.Default);

    private WeightRequest RequestOf(WeightMatch match, WeightLayout layout, WeightNames? names, string parameters)
    {
        Parameter[] wanted = ParametersLike(parameters);
        return new(wanted, [.. _parameters.Except(wanted)], layout, names ?? WeightNames.Default, match);
    }

    private WeightReport Load(WeightRequest request, WeightSource source)
    {
        (float[]?[] values, WeightReport report) = WeightFile.Read(request, source);
        if (values.Length == _parameters.Length && !Array.Exists(values, value => value is null))
        {
            BeginChangeOfAll();
        }
        else
        {
            BeginChange();
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                request.Parameters[i].Pack(value, ParameterArena.Span);
            }
        }

        EndChange();
        return report;
    }

    /// <summary>The parameters whose names are like a pattern, at least one.</summary>
    /// <param name="pattern"><c>*</c> stands for any characters, <c>?</c> for one.</param>
    private protected Parameter[] ParametersLike(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Parameter[] found = Array.FindAll(_parameters, p => FileSystemName.MatchesSimpleExpression(pattern, p.Name, ignoreCase: false));
        return found.Length > 0 ? found : throw new ArgumentException(
            $"'{Description.Name}' has no parameter with a name like '{pattern}'; it has "
                + $"{Listing.FirstOf(Array.ConvertAll(_parameters, parameter => parameter.Name), most: 20)}.", nameof(pattern));
    }

    /// <summary>
    /// Copies every parameter that another network has under the same name and of the same shape; the others stay. So networks share weights that are
    /// parts of
    /// each other, or do the same work in other steps.
    /// </summary>
    /// <param name="other">Where the values come from.</param>
    /// <param name="layer">Only parameters of this layer, another network or block; its name, such as <c>teacher</c>, is left out when names are
    /// compared.</param>
    /// <param name="otherLayer">The same for <paramref name="other"/>.</param>
    /// <returns>How many parameters were copied.</returns>
    /// <exception cref="ArgumentException">A parameter of the same name has another shape, or there is no such layer; nothing is changed
    /// then.</exception>
    /// <exception cref="InvalidOperationException">One of the networks is being trained, or the other's weights were changed meanwhile; nothing is
    /// changed then.</exception>
    public int CopyParametersFrom(CompiledNetwork other, string layer = "", string otherLayer = "")
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(otherLayer);
        Dictionary<string, Parameter> theirs = other.ParametersOf(otherLayer);
        (Parameter Ours, Parameter Theirs)[] pairs =
            [.. ParametersOf(layer).Where(ours => theirs.ContainsKey(ours.Key)).Select(ours => (ours.Value, theirs[ours.Key]))];
        foreach ((Parameter ours, Parameter their) in pairs)
        {
            if (!ours.Shape.AsSpan().SequenceEqual(their.Shape))
            {
                throw new ArgumentException(
                    $"'{ours.Name}' has shape {Shapes.Print(ours.Shape)} in '{Description.Name}', but {Shapes.Print(their.Shape)} in "
                        + $"'{other.Description.Name}'.", nameof(other));
            }
        }

        int version = other.BeginReading();
        float[][] values = Array.ConvertAll(pairs, pair => pair.Theirs.Unpack(other.ParameterArena.Span));
        other.EndReading(version);
        BeginChange();
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i].Ours.Pack(values[i], ParameterArena.Span);
        }

        EndChange();
        return pairs.Length;
    }

    /// <summary>Deletes a file as soon as the network is saved elsewhere.</summary>
    internal void DeleteOnceSaved(string file) => _untilSaved = [.. _untilSaved, file];

    /// <summary>To be called after the network was saved. What callbacks save within a run is not yet what the caller wants to keep.</summary>
    private protected void Saved()
    {
        if (_fitting != Free)
        {
            return;
        }

        foreach (string file in Interlocked.Exchange(ref _untilSaved, []))
        {
            UnfinishedFiles.TryDelete(file);
        }
    }

    /// <summary>The parameters of a layer, or all, by their names without the layer's.</summary>
    private Dictionary<string, Parameter> ParametersOf(string layer)
    {
        string prefix = layer.Length == 0 ? "" : layer + "/";
        var parameters = _parameters.Where(parameter => parameter.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.Name[prefix.Length..], StringComparer.Ordinal);
        return parameters.Count > 0 || layer.Length == 0 ? parameters
            : throw new ArgumentException($"'{Description.Name}' has no parameter under '{layer}/'; it has "
            + $"{Listing.FirstOf(Array.ConvertAll(_parameters, parameter => parameter.Name), most: 20)}.");
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
        return WeightFile.Inspect(RequestOfAll(layout, names), WeightSource.Of(path));
    }
}
