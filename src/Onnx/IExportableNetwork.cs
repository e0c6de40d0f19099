using System.ComponentModel;

namespace NetCompiler.Onnx;

/// <summary>
/// A network whose generated half has its ONNX graph: every network of a project that references this library.
/// <see cref="OnnxExporter.ExportOnnx(CompiledNetwork, string, OnnxExportOptions?)"/> is what you call.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IExportableNetwork
{
    /// <summary>The graph as lines of text in UTF-8, without the weights.</summary>
    ReadOnlySpan<byte> OnnxGraph { get; }
}
