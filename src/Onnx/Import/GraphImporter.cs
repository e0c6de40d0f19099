using NetCompiler.Onnx.Import.Folding;
using NetCompiler.Onnx.Import.Operations;

namespace NetCompiler.Onnx.Import;

/// <summary>Walks a model from its inputs to its outputs.</summary>
internal sealed class GraphImporter
{
    public const int OldestOpset = 1, NewestOpset = 22;

    private readonly OnnxModel _model;
    private readonly OnnxImportOptions _options;
    private readonly ClassDraft _draft;
    private readonly List<OnnxRefusal> _refusals = [];
    private readonly List<(OnnxPort Port, Term Term)> _inputs = [];

    public GraphImporter(OnnxModel model, OnnxImportOptions options) =>
        (_model, _options, _draft) = (model, options, new ClassDraft(options.Name));

    public OnnxImport Run()
    {
        long opset = _model.Opsets.GetValueOrDefault("");
        if (opset is < OldestOpset or > NewestOpset)
        {
            return Refused(new OnnxRefusal("(model)", "", opset == 0 ? "it does not say which version of ONNX's operations it has"
                : $"it has version {opset} of ONNX's operations; versions {OldestOpset} to {NewestOpset} are read"));
        }

        var scope = new Dictionary<string, IValue?>(StringComparer.Ordinal);
        OnnxGraph graph = WholeInputs.WithoutCasts(_model.Graph);
        Dictionary<string, int> uses = Graphs.Uses(graph);
        AddConstants(graph, scope);
        HashSet<string> constants = [.. scope.Keys];
        foreach (OnnxValueInfo input in graph.Inputs.Where(input => !constants.Contains(input.Name)))
        {
            AddInput(input, scope, ImageInputs.Is(graph, input.Name), uses.GetValueOrDefault(input.Name) > 0);
        }

        Walk(graph, scope, opset, name => uses.GetValueOrDefault(name));
        List<(OnnxPort Port, Term Term)> outputs = [.. graph.Outputs.Select(output => Output(output, scope)).OfType<(OnnxPort, Term)>()];
        HashSet<Term> inputs = [.. _inputs.Select(input => input.Term)];
        if (_refusals.Count == 0 && _inputs.Count > 0 && !outputs.Exists(output => Terms.Reaches(output.Term, inputs)))
        {
            _refusals.Add(new("(model)", "", "no output depends on an input: all are constants"));
        }

        if (_refusals.Count == 0 && _inputs.Count == 0)
        {
            _refusals.Add(new("(model)", "", "it has no inputs, so it computes a constant"));
        }

        return _refusals.Count > 0 ? Refused([.. _refusals]) : new ClassPrinter(_model, _options, _draft, _inputs, outputs).Print();
    }

    private static OnnxImport Refused(params OnnxRefusal[] refusals) => new("", [], [], [], refusals);

    private void AddConstants(OnnxGraph graph, Dictionary<string, IValue?> scope)
    {
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            Add(scope, tensor.Name, "", () => Named(Constant.Of(tensor), tensor.Name));
        }

        foreach (string name in graph.SparseInitializers)
        {
            Add(scope, name, "", () => throw new RefusedException("sparse constants are not read"));
        }

        foreach ((string name, OnnxTensor tensor) in _options.Constants.Where(given => graph.Inputs.Any(input => input.Name == given.Key)))
        {
            Add(scope, name, "", () => Named(Constant.Of(tensor), name));
        }
    }

    private static Constant Named(Constant constant, string name)
    {
        constant.Name = name;
        return constant;
    }

    /// <summary>A name for a value; null where the value is refused.</summary>
    private void Add(Dictionary<string, IValue?> scope, string name, string operation, Func<IValue> value)
    {
        IValue? made = null;
        try
        {
            made = value();
        }
        catch (RefusedException refused)
        {
            _refusals.Add(new(name, operation, refused.Message));
        }

        if (!scope.TryAdd(name, made))
        {
            _refusals.Add(new(name, operation, "something else has the same name"));
        }
    }

    private void AddInput(OnnxValueInfo input, Dictionary<string, IValue?> scope, bool isImage, bool isRead) => Add(scope, input.Name, "", () =>
    {
        if (input.Shape is not { } axes || !(input.Type.IsFloat() || input.Type.IsWhole()))
        {
            throw new RefusedException(input.Shape is null ? "an input without a shape" : $"an input of {input.Type}");
        }

        long[] shape = [.. axes.Select((axis, i) => Size(input.Name, axis, i))];
        int[] sample = Ordering.SampleOf(shape), order = Ordering.AxesOf(shape);
        if (isImage && !_options.ChannelsFirst && order.Length >= 3)
        {
            order = [.. order.Where(axis => axis != 1), 1];
            sample = [.. order.Select(axis => Ordering.Size(shape[axis]))];
        }

        string name = _draft.Names.Local(input.Name, "input");
        var term = new Term(name, Level.Primary, sample.Length == 0 ? [1] : sample);
        _inputs.Add((new OnnxPort(input.Name, name, term.Shape, order), term));
        if (!isRead)
        {
            throw new RefusedException("nothing reads this input; give it a value, so that it is left out");
        }

        return new Flow(sample.Length == 0 ? Terms.Reshape(term, []) : term, order, shape, input.Type);
    });

    private long Size(string input, OnnxDimension axis, int place)
    {
        string name = axis.Name ?? $"{input}[{Terms.Text(place)}]";
        if (axis.Size is null && _options.Dimensions.TryGetValue(name, out long given))
        {
            return given;
        }

        bool isNamed = _options.Batch.Length > 0;
        if (_options.HasBatch && axis.Size is null or 1 && (isNamed ? _options.Batch.Split(',').Contains(name) : place == 0))
        {
            return Batch.Size;
        }

        return axis.Size switch
        {
            null => throw Free(name, place),
            0 => throw new RefusedException($"axis {place} has size 0"),
            { } size => Batch.Has(size) ? throw new RefusedException($"axis {place} has size {size}") : size,
        };
    }

    private static RefusedException Free(string name, int place) =>
        new($"the size of axis {place}, '{Listing.Cut(name, 60)}', is free: it needs a number");

    /// <param name="graph">The whole graph, or a branch.</param>
    /// <param name="scope">What is known by name.</param>
    /// <param name="opset">The version of the operations.</param>
    /// <param name="uses">How often each name is read.</param>
    private void Walk(OnnxGraph graph, Dictionary<string, IValue?> scope, long opset, Func<string, int> uses)
    {
        foreach (OnnxNode node in Graphs.Needed(graph))
        {
            IValue?[]? results = null;
            try
            {
                results = Import(node, scope, opset, uses);
            }
            catch (RefusedException refused)
            {
                _refusals.Add(new(NameOf(node), node.Operation, refused.Message));
            }
            catch (Exception fault) when (fault is IndexOutOfRangeException or ArgumentException or ArithmeticException or InvalidCastException)
            {
                // A damaged model may give an operation anything: too few inputs, wrong ranks, sizes that overflow.
                _refusals.Add(new(NameOf(node), node.Operation, "its inputs and arguments do not fit it"));
            }

            for (int i = 0; i < node.Outputs.Count; i++)
            {
                string name = node.Outputs[i];
                if (name.Length > 0 && !scope.TryAdd(name, results is not null && i < results.Length ? results[i] : null))
                {
                    _refusals.Add(new(NameOf(node), node.Operation, $"'{Listing.Cut(name, 60)}' is given twice"));
                }
            }
        }
    }

    /// <summary>The node's results; null where something before it was refused.</summary>
    private IValue?[]? Import(OnnxNode node, Dictionary<string, IValue?> scope, long opset, Func<string, int> uses)
    {
        if (node.Domain.Length > 0 || _model.Functions.Contains(node.Operation))
        {
            throw new RefusedException($"operations of '{Listing.Cut(node.Domain, 60)}' are not known");
        }

        var inputs = new IValue?[node.Inputs.Count];
        bool isKnown = true;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (node.Inputs[i].Length > 0)
            {
                inputs[i] = scope.TryGetValue(node.Inputs[i], out IValue? value) ? value
                    : throw new RefusedException($"it reads '{Listing.Cut(node.Inputs[i], 60)}', which nothing before it gives");
                isKnown &= value is not null;
            }
        }

        if (!OperationTable.Find(node.Operation, out Operation? operation) && node.Operation != "If")
        {
            throw new RefusedException("this operation is not imported");
        }

        if (operation is not null && opset < operation.Since)
        {
            throw new RefusedException($"version {opset} of this operation; versions from {operation.Since} are imported");
        }

        if (!isKnown)
        {
            return null;
        }

        if (node.Operation == "If")
        {
            return Branch(node, inputs, scope, opset, uses);
        }

        var call = new NodeCall(node, inputs, opset, _draft, uses);
        IValue[] results = inputs.All(input => input is null or Constant) && ConstantTable.Run(call) is { } folded ? folded
            : operation!.Import(call);
        for (int i = 0; i < Math.Min(results.Length, node.Outputs.Count); i++)
        {
            if (results[i] is Flow flow)
            {
                flow.Term.Hint ??= node.Outputs[i];
            }
        }

        return results;
    }

    private IValue?[]? Branch(OnnxNode node, IValue?[] inputs, Dictionary<string, IValue?> scope, long opset, Func<string, int> uses)
    {
        if (inputs is not [Constant { Count: 1 } condition])
        {
            throw new RefusedException("its condition depends on the inputs");
        }

        string taken = condition[0] != 0 ? "then_branch" : "else_branch";
        OnnxGraph graph = node.Attributes.FirstOrDefault(attribute => attribute.Name == taken)?.Graph
            ?? throw new RefusedException($"it has no {taken}");
        var inner = new Dictionary<string, IValue?>(scope, StringComparer.Ordinal);
        AddConstants(graph, inner);
        int before = _refusals.Count;
        Dictionary<string, int> own = Graphs.Uses(graph);
        Walk(graph, inner, opset, name => Math.Max(own.GetValueOrDefault(name), uses(name)));
        return _refusals.Count > before ? null : [.. graph.Outputs.Select(output => inner.GetValueOrDefault(output.Name)
            ?? throw new RefusedException($"its branch does not give '{Listing.Cut(output.Name, 60)}'"))];
    }

    private (OnnxPort Port, Term Term)? Output(OnnxValueInfo output, Dictionary<string, IValue?> scope)
    {
        if (!scope.TryGetValue(output.Name, out IValue? value))
        {
            _refusals.Add(new(output.Name, "", "nothing gives this output"));
            return null;
        }

        try
        {
            if (value is null)
            {
                return null;
            }

            return Output(output.Name, _draft.AsFlow(value).Unflattened());
        }
        catch (RefusedException refused)
        {
            _refusals.Add(new(output.Name, "", refused.Message));
            return null;
        }
    }

    private (OnnxPort Port, Term Term) Output(string name, Flow flow)
    {
        bool isImage = !flow.Axes.SequenceEqual(flow.Axes.Order()) && flow.Axes.Length >= 3 && flow.Axes[^1] == 1;
        flow = isImage && !_options.ChannelsFirst ? flow : flow.Natural();
        Term term = flow.Term.Shape.Length == 0 ? Terms.Reshape(flow.Term, [1]) : flow.Term;
        return (new OnnxPort(name, _draft.Names.Local(name, "output"), term.Shape, flow.Axes), term);
    }

    private static string NameOf(OnnxNode node) => node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault(name => name.Length > 0)
        ?? "(no name)";
}
