using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>ModelSpec -> the text of an ONNX graph that predicts what the network does; losses and training are no part of it.</summary>
internal sealed class ExportNetwork
{
    private readonly ModelSpec _spec;
    private readonly OnnxBuilder _graph;
    private readonly OnnxValue?[] _values;
    private readonly OnnxSequences _sequences = new();
    private readonly List<string> _refusals = [];
    private string? _batchSize;

    private ExportNetwork(ModelSpec spec)
    {
        (_spec, _values) = (spec, new OnnxValue?[spec.Nodes.Count]);
        _graph = new([.. spec.Inputs.Select(input => input.Name), .. spec.OutputNames, .. spec.Nodes.SelectMany(Parameters)]);
    }

    /// <summary>The lines of the graph; or those that say what has no counterpart.</summary>
    public static IReadOnlyList<string> Run(ModelSpec spec) => new ExportNetwork(spec).Run();

    private List<string> Run()
    {
        HashSet<int> needed = NeededNodes.Of(_spec);
        int open = NodeSpec.NoScan;
        foreach (int i in needed.OrderBy(i => i))
        {
            Enter(ref open, _spec.Nodes[i].Scan);
            _values[i] = Export(i);
            KeepMask(i);
        }

        Enter(ref open, NodeSpec.NoScan);
        if (_refusals.Count > 0)
        {
            return _refusals;
        }

        OnnxScope graph = _graph.Root.Rename(OutputNames());
        return
        [
            .. PrintOnnx.Graph(
                _spec.Inputs.Select(input => (input.Name, input.OutputShape)),
                _spec.Outputs.Select((position, i) => (_spec.OutputNames[i], _spec.Nodes[position].OutputShape)), _graph.Literals, graph),
        ];
    }

    /// <summary>Outputs are called as in the class: values that are made for one of them alone, and others by one more name.</summary>
    private System.Func<string, string> OutputNames()
    {
        var names = new Dictionary<string, string>();
        for (int i = 0; i < _spec.Outputs.Count; i++)
        {
            OnnxValue value = _values[_spec.Outputs[i]]!;
            string made = value.IsBatched ? _graph.Plain(value) : new Context(this, _spec.Outputs[i]).Rows(value);
            if (names.ContainsKey(made) || !_graph.Root.Makes(made))
            {
                made = _graph.Add(made + ".given", "Identity", [made]);
            }

            names[made] = _spec.OutputNames[i];
        }

        return name => names.TryGetValue(name, out string? output) ? output : name;
    }

    private OnnxValue Export(int position)
    {
        NodeSpec node = _spec.Nodes[position];
        try
        {
            return node.Op.Export(new Context(this, position));
        }
        catch (ExportRefused refused)
        {
            _refusals.Add(PrintOnnx.Refusal(node.DisplayName, refused.Message));
            return new(node.OutputShape, isBatched: true, _graph.Scope) { Plain = _graph.Unique(node.Name) };
        }
    }

    /// <summary>Ends a scan behind its last node, and begins one before its first.</summary>
    private void Enter(ref int open, int scan)
    {
        if (scan == open)
        {
            return;
        }

        if (_sequences.Open is { } ending)
        {
            End(open, ending);
        }

        open = scan;
        if (scan != NodeSpec.NoScan)
        {
            Begin(scan);
        }
    }

    private void Begin(int number)
    {
        (string name, ScanSpec scan) = ("scan_" + Invariant.Text(number), _spec.Scans[number]);
        string? mask = scan.Lengths != ScanSpec.NoLengths ? OnnxMasks.Until(_graph, name, _graph.Plain(_values[scan.Lengths]!), scan.Steps)
            : scan.Sequences.Select(sequence => _sequences.MaskOf(_values[sequence]!)).FirstOrDefault(known => known is not null);
        if (mask is not null)
        {
            // What stands where no step is taken may be any number, even none.
            foreach (int sequence in scan.Sequences)
            {
                OnnxValue value = _values[sequence]!;
                string counts = OnnxMasks.Choice(_graph, name, mask, value.Shape.Count - 1);
                string counted = _graph.Add(_graph.Plain(value) + ".counted", "Where", [counts, _graph.Plain(value), _graph.Float(0)]);
                _values[sequence] = new(value.Shape, isBatched: true, _graph.Root) { Plain = counted };
            }
        }

        _sequences.Open = new(_graph, name, new(scan.Steps, scan.Reverse), mask);
        _sequences.Open.Begin();
    }

    private void End(int number, OnnxScan scan)
    {
        IEnumerable<OnnxValue> outputs = _spec.Nodes.Where(node => node.Op is StepsOp steps && steps.Scan == number)
            .Select(node => _values[node.Inputs[0]]).OfType<OnnxValue>().Distinct();
        scan.End([.. _spec.Scans[number].Carries.Select(carry => (_values[carry.Before]!, _values[carry.Next]!))], [.. outputs]);
        _sequences.Ended[number] = scan;
        _sequences.Open = null;
    }

    /// <summary>Gives a node's output the mask of its inputs, where its steps are theirs.</summary>
    private void KeepMask(int position)
    {
        OnnxValue value = _values[position]!;
        if (_spec.Nodes[position].Op.Steps != StepRule.Kept || value.Shape.Count < 1)
        {
            return;
        }

        var masks = _spec.Nodes[position].Inputs.Select(input => _values[input]!)
            .Where(input => input.Shape.Count == value.Shape.Count && input.Shape[0] == value.Shape[0])
            .Select(_sequences.MaskOf).OfType<string>().Distinct().ToList();
        if (masks.Count > 0)
        {
            _sequences.NoteMask(value, masks.Aggregate((both, mask) => _graph.Add(value.Plain + ".mask", "Mul", [both, mask])));
        }
    }

    private string BatchSize()
    {
        if (_batchSize is null)
        {
            // It is needed in steps, too, which read what stands around them.
            (OnnxScope? step, _graph.Step) = (_graph.Step, null);
            string shape = _graph.Add("batch.shape", "Shape", [_spec.Inputs.First().Name]);
            _batchSize = _graph.Add("batch.size", "Slice", [shape, _graph.Ints(0), _graph.Ints(1)]);
            _graph.Step = step;
        }

        return _batchSize;
    }

    /// <summary>The names of a layer's parameters; a further use of the layer has the same.</summary>
    private IEnumerable<string> Parameters(NodeSpec node) =>
        LayerParameters.Of(node.Op, node.Shapes(_spec.Nodes).Inputs, node.Training).Select(p => (node.Owner ?? node.Name) + "/" + p.Role);

    /// <summary>The network around a node.</summary>
    private sealed class Context(ExportNetwork network, int position)
        : ExportContext(network._graph, network._spec.Nodes[position].Name, network._spec.Nodes[position].OutputShape)
    {
        private NodeSpec Node => network._spec.Nodes[position];

        public override IReadOnlyList<OnnxValue> Inputs => [.. Node.Inputs.Select(input => network._values[input]!)];

        public override IReadOnlyList<string> Parameters => [.. network.Parameters(Node)];

        public override OnnxSequences Sequences => network._sequences;

        public override string BatchSize => network.BatchSize();

        public override string ParameterOf(string layer, string role) => layer + "/" + role;
    }
}
