using NetCompiler.Onnx.Exporting;
using NetCompiler.Onnx.Import;

namespace NetCompiler.Onnx;

/// <summary>Networks as ONNX models: what they predict, with their weights, for any number of samples.</summary>
public static class OnnxExporter
{
    /// <summary>Writes a network as an ONNX model, which is replaced whole or not at all.</summary>
    /// <param name="network">A network of a project that references this library.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">The version of the operations, and how the batch is called.</param>
    /// <exception cref="NotSupportedException">
    /// The network has operations that ONNX lacks, which the message lists, or its project does not reference this library.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void ExportOnnx(this CompiledNetwork network, string path, OnnxExportOptions? options = null) =>
        network.ToOnnx(options).Save(path);

    /// <summary>A network as an ONNX model. Inputs and outputs have the names and the order of axes that they have in the class.</summary>
    /// <param name="network">A network of a project that references this library.</param>
    /// <param name="options">The version of the operations, and how the batch is called.</param>
    /// <exception cref="NotSupportedException">
    /// The network has operations that ONNX lacks, which the message lists, or its project does not reference this library.
    /// </exception>
    public static OnnxModel ToOnnx(this CompiledNetwork network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new();
        if (options.Opset is < OnnxExportOptions.OldestOpset || options.Opset > OnnxImporter.NewestOpset)
        {
            string range = $"{OnnxExportOptions.OldestOpset} to {OnnxImporter.NewestOpset}";
            throw new ArgumentOutOfRangeException(nameof(options), $"Networks are exported to opsets {range}, but not to {options.Opset}.");
        }

        string name = network.GetType().Name;
        return network is IExportableNetwork exportable
            ? new ModelExport(network, GraphText.Read(name, exportable.OnnxGraph, options.Batch), options).Run()
            : throw new NotSupportedException(
                $"'{name}' was compiled without its ONNX graph: the project of the class must reference NetCompiler.Onnx.");
    }
}
