using System.Runtime.InteropServices;
using NetCompiler.Onnx.Import;
using NetCompiler.Onnx.Import.Folding;

namespace NetCompiler.Onnx.Exporting;

/// <summary>A graph with a network's weights. Weights that are only moved before they are used are written as they are used.</summary>
internal sealed class ModelExport(CompiledNetwork network, OnnxGraph graph, OnnxExportOptions options)
{
    private static readonly HashSet<string> Moving = ["Transpose", "Reshape", "Slice", "Concat", "Unsqueeze"];

    private readonly Dictionary<string, Parameter> _parameters = network.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> _constants = graph.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = [];
    private readonly List<OnnxNode> _nodes = [];

    public OnnxModel Run()
    {
        CountUses(graph);
        foreach (OnnxNode node in graph.Nodes)
        {
            if (!Fold(node))
            {
                _nodes.Add(node);
            }
        }

        // What is read behind the foldings, in the order in which it is read.
        OnnxGraph folded = OpsetChanges.Apply(graph with { Nodes = _nodes, Initializers = [.. _constants.Values] }, options.Opset);
        var known = folded.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        return new OnnxModel(folded with { Initializers = [.. Reads(folded).Distinct().Select(name => Find(name, known)).OfType<OnnxTensor>()] },
            new Dictionary<string, long> { [""] = options.Opset })
        {
            IrVersion = OpsetChanges.IrVersion(options.Opset),
            Producer = "NetCompiler",
            ProducerVersion = typeof(ModelExport).Assembly.GetName().Version!.ToString(3),
        };
    }

    private void CountUses(OnnxGraph part)
    {
        foreach (string name in Reads(part))
        {
            _uses[name] = _uses.GetValueOrDefault(name) + 1;
        }
    }

    private static IEnumerable<string> Reads(OnnxGraph part) => part.Nodes.SelectMany(node =>
        node.Inputs.Concat(node.Attributes.Where(attribute => attribute.Graph is not null).SelectMany(attribute => Reads(attribute.Graph!))));

    /// <summary>Does what only moves a weight. A weight that somebody else reads, too, is written once and moved by the model.</summary>
    private bool Fold(OnnxNode node)
    {
        if (!Moving.Contains(node.Operation) || node.Inputs.Any(name => _parameters.ContainsKey(name) && _uses[name] > 1))
        {
            return false;
        }

        OnnxTensor?[] inputs = [.. node.Inputs.Select(name => Find(name, _constants))];
        if (inputs.Any(input => input is null))
        {
            return false;
        }

        var call = new NodeCall(node, [.. inputs.Select(input => Constant.Of(input!))], options.Opset, null, name => _uses.GetValueOrDefault(name));
        var result = (Constant)ConstantTable.Run(call)![0];
        float[] values = result.Floats();
        _constants[node.Outputs[0]] = new(node.Outputs[0], OnnxElementType.Float, result.Shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        return true;
    }

    private OnnxTensor? Find(string name, Dictionary<string, OnnxTensor> constants)
    {
        if (constants.TryGetValue(name, out OnnxTensor? tensor) || !_parameters.TryGetValue(name, out Parameter? parameter))
        {
            return tensor;
        }

        byte[] data = new byte[parameter.Count * sizeof(float)];
        parameter.CopyTo(MemoryMarshal.Cast<byte, float>(data.AsSpan()));
        return new(name, OnnxElementType.Float, [.. parameter.Shape.Select(size => (long)size)], data);
    }
}
