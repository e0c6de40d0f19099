namespace NetCompiler;

/// <content>Weights in streams and in memory: in an archive, a database, a resource of the assembly.</content>
public abstract partial class CompiledNetwork
{
    /// <summary>Writes all parameters to a stream, as a safetensors file. It stays open.</summary>
    /// <param name="stream">Where to write, from its position on.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">The tensors' names; by default the layers' with the layout's endings. <see cref="WeightNames.InOrder"/> has none.</param>
    /// <param name="metadata">
    /// Texts of your own by their keys, or null. Keys that begin with <c>netcompiler.</c> have a meaning already.
    /// </param>
    /// <exception cref="ArgumentException">The names do not belong to the network, give one to two parameters, or the stream cannot be
    /// written.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile; nothing is written
    /// then.</exception>
    public void Save(
        Stream stream, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        StreamSource.CheckWritable(stream);
        WeightFile.Write(stream, Collect(layout, names), layout, metadata is null ? null : new(metadata));
    }

    /// <summary>Writes all parameters and the plan of the tables that the network reads to a stream, as <see cref="Save(string, TablePlan)"/> does to
    /// a file.</summary>
    /// <param name="stream">Where to write, from its position on.</param>
    /// <param name="plan">A plan that was adapted or loaded.</param>
    /// <exception cref="ArgumentException">The network has another input or output than the plan, or the stream cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The plan was not adapted, the network is being trained, or its weights were changed meanwhile;
    /// nothing is written then.</exception>
    public void Save(Stream stream, TablePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Fitting(this, nameof(plan));
        Save(stream, WeightLayout.Keras, null, plan.ToMetadata());
    }

    /// <summary>
    /// Replaces all parameters by those of a stream, from its position to its end; on any error none is changed. It stays open. NPZ is told from
    /// safetensors by its first bytes.
    /// </summary>
    /// <param name="stream">Where to read. Where it cannot seek, or was read before, its rest is held in memory meanwhile.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter; by default the layers' names with the layout's endings.</param>
    /// <exception cref="ModelFileException">The content is no sound file of weights, or does not fit the network.</exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, give one to two parameters, or the stream cannot be
    /// read.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public void LoadWeights(Stream stream, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null)
    {
        CheckNotTraining();
        Load(RequestOfAll(layout, names), WeightSource.Of(stream));
    }

    /// <summary>Replaces parameters by those that a stream has for them, as <see cref="LoadWeights(string, WeightMatch, WeightLayout, WeightNames?,
    /// string)"/> does from a file.</summary>
    /// <param name="stream">Where to read, to its end.</param>
    /// <param name="match">Whether all of them must be there, or what fits is enough.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter.</param>
    /// <param name="parameters">The names of those to replace; <c>*</c> stands for any characters.</param>
    /// <returns>What was replaced, and what was not.</returns>
    /// <exception cref="ModelFileException">As from a file.</exception>
    /// <exception cref="ArgumentException">As from a file, or the stream cannot be read.</exception>
    public WeightReport LoadWeights(
        Stream stream, WeightMatch match, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null, string parameters = "*")
    {
        CheckNotTraining();
        return Load(RequestOf(match, layout, names, parameters), WeightSource.Of(stream));
    }

    /// <summary>Replaces all parameters by those of the bytes of a file; on any error none is changed.</summary>
    /// <param name="bytes">All of the file, safetensors or NPZ.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter; by default the layers' names with the layout's endings.</param>
    /// <exception cref="ModelFileException">They are no sound file of weights, or do not fit the network.</exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    /// <exception cref="NotSupportedException">The layout has nothing like one of the layers.</exception>
    public void LoadWeights(ReadOnlySpan<byte> bytes, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null)
    {
        CheckNotTraining();
        Load(RequestOfAll(layout, names), WeightSource.Of(bytes));
    }

    /// <summary>Replaces parameters by those that the bytes of a file have for them.</summary>
    /// <param name="bytes">All of the file, safetensors or NPZ.</param>
    /// <param name="match">Whether all of them must be there, or what fits is enough.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter.</param>
    /// <param name="parameters">The names of those to replace; <c>*</c> stands for any characters.</param>
    /// <returns>What was replaced, and what was not.</returns>
    /// <exception cref="ModelFileException">As from a file.</exception>
    /// <exception cref="ArgumentException">As from a file.</exception>
    public WeightReport LoadWeights(
        ReadOnlySpan<byte> bytes, WeightMatch match, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null, string parameters = "*")
    {
        CheckNotTraining();
        return Load(RequestOf(match, layout, names, parameters), WeightSource.Of(bytes));
    }

    /// <summary>Lists which tensors of a stream fit, are missing, are extra or have another shape; changes nothing.</summary>
    /// <param name="stream">Where to read, to its end.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter.</param>
    /// <exception cref="ModelFileException">The content is no sound file of weights.</exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, give one to two parameters, or the stream cannot be
    /// read.</exception>
    public WeightReport InspectWeights(Stream stream, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null) =>
        WeightFile.Inspect(RequestOfAll(layout, names), WeightSource.Of(stream));

    /// <summary>Lists the same of the bytes of a file.</summary>
    /// <param name="bytes">All of them.</param>
    /// <param name="layout">Names and orders of axes.</param>
    /// <param name="names">Which tensor belongs to which parameter.</param>
    /// <exception cref="ModelFileException">They are no sound file of weights.</exception>
    /// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
    public WeightReport InspectWeights(ReadOnlySpan<byte> bytes, WeightLayout layout = WeightLayout.Keras, WeightNames? names = null) =>
        WeightFile.Inspect(RequestOfAll(layout, names), WeightSource.Of(bytes));
}
