using System.Text;

namespace NetCompiler.Onnx;

/// <summary>What became of a model: a class with its weights, or a list of what could not be imported.</summary>
/// <param name="Source">The class in C#; empty where something was refused.</param>
/// <param name="Weights">All parameters, under the names that the class expects; empty where something was refused.</param>
/// <param name="Inputs">The class's inputs.</param>
/// <param name="Outputs">The class's outputs.</param>
/// <param name="Refusals">What could not be imported; empty where all could.</param>
public sealed record OnnxImport(
    string Source, IReadOnlyList<TensorData> Weights, IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs,
    IReadOnlyList<OnnxRefusal> Refusals)
{
    /// <summary>Whether there is a class.</summary>
    public bool IsComplete => Refusals.Count == 0;

    /// <summary>Writes the class and the weights; each file is replaced whole or not at all.</summary>
    /// <param name="source">The file of the class, which ends in <c>.cs</c>.</param>
    /// <param name="weights">The file of the weights, safetensors.</param>
    /// <exception cref="InvalidOperationException">Something was refused, so there is no class.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string source, string weights)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(weights);
        if (!IsComplete)
        {
            throw new InvalidOperationException($"The model could not be imported: {Listing.FirstOf(Refusals, "; ")}");
        }

        SafeTensors.Write(weights, Weights);
        AtomicFile.Write(source, file => file.Write(Encoding.UTF8.GetBytes(Source)));
    }
}
