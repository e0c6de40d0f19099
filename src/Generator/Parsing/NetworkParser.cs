using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Parsing.Forward;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Attributes of a class -> <see cref="ModelSpec"/> and diagnostics. Symbols and syntax end here.</summary>
internal sealed class NetworkParser
{
    public const string NetworkAttribute = "NetCompiler.NetworkAttribute";
    public const string InputAttribute = "NetCompiler.InputAttribute";
    public const string LossAttribute = "NetCompiler.LossAttribute";
    public const string PerExampleAttribute = "NetCompiler.PerExampleGradientsAttribute";
    public const string BlockAttribute = "NetCompiler.BlockAttribute";
    public const string ForwardAttribute = "NetCompiler.ForwardAttribute";
    public const string TargetAttribute = "NetCompiler.TargetAttribute";
    public const string BidirectionalAttribute = "NetCompiler.BidirectionalAttribute";
    public const string TimeDistributedAttribute = "NetCompiler.TimeDistributedAttribute";
    private const string LayerAttribute = "NetCompiler.LayerAttribute";

    private readonly ReadingContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly TypeDeclarationSyntax _declaration;
    private readonly List<AttributeReader> _attributes;
    private readonly AttributeReader _network;
    private readonly ClassReader _class;

    private NetworkParser(
        ReadingContext context, INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<AttributeReader> attributes, AttributeReader network)
    {
        (_context, _type, _declaration, _attributes, _network) = (context, type, declaration, attributes, network);
        _class = context.ClassOf(type);
    }

    /// <summary>Parses the class; null for a declaration that repeats [Network], which the C# compiler refuses.</summary>
    public static ModelResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        List<AttributeReader> attributes = Read(type, token);
        AttributeReader network = attributes.First(a => a.ClassName == NetworkAttribute);
        if (network.Declaration != declaration)
        {
            return null;
        }

        var problems = new Problems();
        bool trains = HasLoss(type);
        BaseClass baseClass = trains ? BaseClass.TrainableNetwork : BaseClass.CompiledNetwork;
        TypeSpec typeSpec = TypeParser.Parse(type, declaration, baseClass, problems, token);
        bool canExtend = !problems.HasErrors;
        var reading = new ReadingContext(context.SemanticModel.Compilation, type, new GraphDraft(), problems, token);
        var parser = new NetworkParser(reading, type, declaration, attributes, network);
        ModelSpec? spec = parser.Parse(typeSpec, trains);
        EquatableArray<string> taken = NameClashes.Check(
            type, baseClass, network.Value<bool>("InputGradient") || network.Value<bool>("Streaming"), SeparatePredict(spec),
            context.SemanticModel.Compilation, problems);
        OutlineSpec? outline = canExtend ? new OutlineSpec(typeSpec, baseClass, parser.Methods) { Taken = taken } : null;
        return new(LocationInfo.Of(declaration.Identifier.GetLocation()), outline, problems.HasErrors ? null : spec, problems.Found);
    }

    /// <summary>The types of the parameters of a prediction with separate inputs and outputs; none where there is one of each.</summary>
    private static string[] SeparatePredict(ModelSpec? spec) => spec is null || (spec.Inputs.Count() == 1 && spec.Outputs.Count == 1) ? []
        : [.. spec.Inputs.Select(_ => "System.ReadOnlySpan<float>"), .. spec.Outputs.Select(_ => "System.Span<float>")];

    /// <summary>The attributes of all declarations, in the order in which they are written; declarations in the compilation's order.</summary>
    public static List<AttributeReader> Read(ISymbol symbol, CancellationToken token) =>
        AttributeReader.Wrapped(symbol.GetAttributes()
            .Where(a => a.ApplicationSyntaxReference is not null && a.AttributeClass is not null)
            .Where(a => (symbol is ITypeSymbol && a.AttributeClass!.ToDisplayString() is NetworkAttribute or BlockAttribute or InputAttribute
            or LossAttribute or PerExampleAttribute) || IsLayer(a.AttributeClass)
                || IsWrapper(a.AttributeClass!.ToDisplayString()))
            .Select(a => new AttributeReader(a, token)));

    /// <summary>Whether the class is a network or a block.</summary>
    public static bool IsCompiled(INamedTypeSymbol type) =>
        type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() is NetworkAttribute or BlockAttribute);

    /// <summary>Whether a loss stands above the class or above a method of it.</summary>
    public static bool HasLoss(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Cast<ISymbol>().Append(type)
            .Any(symbol => symbol.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == LossAttribute));

    /// <summary>Whether an attribute of those that <see cref="Read"/> gives is a layer, by the full name of its class.</summary>
    public static bool IsLayerName(string className) => className is not (NetworkAttribute or BlockAttribute or InputAttribute or LossAttribute
        or PerExampleAttribute);

    /// <summary>Whether an attribute changes what the layer behind it means, by the full name of its class.</summary>
    public static bool IsWrapper(string className) => className is BidirectionalAttribute or TimeDistributedAttribute;

    private static bool IsLayer(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == LayerAttribute)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The network; null after a fault.</summary>
    private ModelSpec? Parse(TypeSpec type, bool trains)
    {
        AttributeReader loss = _attributes.FirstOrDefault(a => a.ClassName == LossAttribute);
        if (_attributes.Any(a => !a.IsValid))
        {
            Problems.AddUnreported();
        }

        _context.Token.ThrowIfCancellationRequested();
        List<int>? outputs = _class.Forward is null ? ParseStack() : new ForwardParser(_context, _class, _type.Name).Run(_attributes);
        int lossNode = -1;
        LossSpec? lossSpec = outputs is null ? ParseAlone(loss) : ParseLoss(loss, outputs, out lossNode);
        bool perExample = CheckPerExample(trains);
        CheckOutputs(outputs);
        int streamed = StreamedInput();
        _context.ReportUnused();
        return Problems.HasErrors || outputs is null
            ? null
            : new ModelSpec(type, new(_context.Graph.Nodes), new(outputs), lossNode, lossSpec, Methods,
            new(_network.Value<bool>("InputGradient"), EmitGraph: false, perExample) { StreamedInput = streamed })
            {
                Scans = new(_context.Graph.Scans),
                OutputNames = _class.Forward is { } forward ? ForwardParser.OutputNames(forward) : new(["output"]),
            };
    }

    /// <summary>The outputs lie in the caller's memory one after the other.</summary>
    private void CheckOutputs(IReadOnlyList<int>? outputs)
    {
        IEnumerable<EquatableArray<int>> shapes = (outputs ?? []).Select(output => _context.Graph[output].OutputShape);
        if (ArenaBudget.OfRow(shapes) is { } bytes)
        {
            Problems.Add(Descriptors.TooLarge, LocationInfo.Of(_declaration.Identifier.GetLocation()), _type.Name, "a sample's outputs",
                Invariant.Text(bytes), "");
        }
    }

    /// <summary>The number of the input that streams; that for none where the network is not to be compiled step by step.</summary>
    private int StreamedInput()
    {
        (bool streaming, string? name) = (_network.Value<bool>("Streaming"), _network.Value<string>("StreamedInput"));
        var inputs = _context.Graph.Nodes.Where(node => node.Op is InputOp).ToList();
        if (!streaming || inputs.Count == 0)
        {
            return name is null || inputs.Count == 0 ? ModelOptions.NoStream : Refuse("StreamedInput names an input, but Streaming is not set");
        }

        int number = name is null ? 0 : inputs.FindIndex(input => input.Name == name);
        string names = string.Join(", ", inputs.Select(input => "'" + input.Name + "'"));
        return number < 0 ? Refuse("StreamedInput names '" + name + "', but its inputs are " + names)
            : name is null && inputs.Count > 1 ? Refuse("StreamedInput is to say which of its inputs, " + names + ", has the steps")
            : number;

        int Refuse(string why)
        {
            Problems.Add(Descriptors.StreamInvalid, _network.Location, _type.Name, why);
            return ModelOptions.NoStream;
        }
    }

    /// <summary>The halves of its layers' methods.</summary>
    private EquatableArray<LayerMethodSpec> Methods => new(_class.Methods.Where(m => m.IsWritable).Select(m => m.ToSpec()));

    /// <summary>Whether the gradients of single samples are asked for; they need a loss, and layers that keep samples apart.</summary>
    private bool CheckPerExample(bool trains)
    {
        if (_attributes.FirstOrDefault(a => a.ClassName == PerExampleAttribute) is not { } attribute)
        {
            return false;
        }

        if (!trains)
        {
            Problems.Add(Descriptors.ExamplesWithoutLoss, attribute.Location, _type.Name);
        }
        else if (_context.Graph.Nodes.FirstOrDefault(node => node.MixesSamples) is { } mixing)
        {
            Problems.Add(Descriptors.SamplesMixed, attribute.Location, _type.Name, mixing.LayerName);
        }
        else if (_context.Graph.Nodes.FirstOrDefault(HasSparseUpdates) is { } table)
        {
            Problems.Add(Descriptors.SparseUpdatesUnfit, attribute.Location, table.LayerName, "the gradients of single samples");
        }

        return true;
    }

    private bool HasSparseUpdates(NodeSpec node) =>
        LayerParameters.Of(node.Op, node.Shapes(_context.Graph.Nodes).Inputs, node.Training).Any(parameter => parameter.SparseUpdates);

    private Problems Problems => _context.Problems;

    private LocationInfo Identifier => LocationInfo.Of(_declaration.Identifier.GetLocation());

    /// <summary>The layers above the class, one after the other; null after a fault.</summary>
    private List<int>? ParseStack()
    {
        EquatableArray<int>? shape =
            InputParser.Parse(_attributes.FirstOrDefault(a => a.ClassName == InputAttribute), _type.Name, Identifier, Problems);
        CheckLayers();
        if (shape is null)
        {
            _class.CheckStack();
            return null;
        }

        int input = _context.Graph.TryAdd(new(LayerNames.Input, new InputOp(), EquatableArray<int>.Empty, shape.Value))!.Value;
        return _class.Stack.Count > 0 && _class.Apply("", [input], null) is TensorValue output ? [output.Node] : null;
    }

    /// <summary>The loss behind the outputs: a ready one, or what the class's method computes.</summary>
    private LossSpec? ParseLoss(AttributeReader? attribute, IReadOnlyList<int> outputs, out int node)
    {
        node = -1;
        if (attribute is null)
        {
            return _class.Loss is { } method ? new LossMethodParser(_context, _class).Run(method, outputs, out node) : null;
        }

        if (_class.Loss is not null || outputs.Count > 1)
        {
            string fault = _class.Loss is not null ? "the method '" + _class.Loss.Name + "' computes one already"
                : "the network has " + Invariant.Text(outputs.Count) + " outputs; write a method with [Loss]";
            Problems.Add(Descriptors.LossUnclear, attribute.Location, _type.Name, fault);
            return null;
        }

        var parser = new LossParser(attribute, _type.Name, Problems);
        if (parser.Parse() is not { } loss || Problems.HasErrors)
        {
            return null;
        }

        parser.CheckFit(_context.Graph.Nodes, outputs[0]);
        if (!Problems.HasErrors)
        {
            EquatableArray<int> shape = _context.Graph[outputs[0]].OutputShape;
            bool isSparse = loss.Kind == LossKind.SparseCategoricalCrossentropy;
            int target = _context.Graph.TryAdd(new("target", new TargetOp(), EquatableArray<int>.Empty,
                new(shape.Take(shape.Count - (isSparse ? 1 : 0)))))!.Value;
            node = _context.Graph.TryAdd(new("loss", new LossOp(loss), new([outputs[0], target]), EquatableArray<int>.Empty, IsFunction: true)) ?? -1;
        }

        return loss;
    }

    /// <summary>The loss's own arguments, where the outputs are not known.</summary>
    private LossSpec? ParseAlone(AttributeReader? attribute) => attribute is null ? null : new LossParser(attribute, _type.Name, Problems).Parse();

    private void CheckLayers()
    {
        IReadOnlyList<AttributeReader> layers = _class.Stack;
        if (layers.Count == 0)
        {
            Problems.Add(Descriptors.NoLayers, Identifier, _type.Name);
        }
    }
}
