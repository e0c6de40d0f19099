using NetCompiler.Onnx.Reading;
using NetCompiler.Onnx.Wire;
using NetCompiler.Onnx.Writing;

namespace NetCompiler.Onnx;

/// <summary>An ONNX model: a graph, and by which versions of the operations it is to be read.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Opsets">The version of each domain's operations; the domain of ONNX itself is the empty text.</param>
public sealed record OnnxModel(OnnxGraph Graph, IReadOnlyDictionary<string, long> Opsets)
{
    /// <summary>The version of the format.</summary>
    public long IrVersion { get; init; } = 8;

    /// <summary>The program that wrote the model.</summary>
    public string Producer { get; init; } = "";

    /// <summary>That program's version.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>Free texts by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of functions that the model defines itself, which are not read.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Reads a model. Data that it keeps in other files is read from the same folder, and from nowhere else.</summary>
    /// <exception cref="ModelFileException">The file is no sound model; the message names the byte.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ModelReader.Read(new WireFile(path, WholeFile.Read(path)), new ExternalData(path));
    }

    /// <summary>Reads a model from memory, which has to hold all of its data.</summary>
    /// <param name="bytes">The bytes of the file, which the model goes on using.</param>
    /// <exception cref="ModelFileException">The bytes are no sound model; the message names the byte.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes) => ModelReader.Read(new WireFile("(bytes)", bytes), null);

    /// <summary>Writes the model with all of its data to one file, which is replaced whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, Write);
    }

    /// <summary>Writes the model with all of its data to a stream.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelWriter.Write(this).CopyTo(stream);
    }
}
