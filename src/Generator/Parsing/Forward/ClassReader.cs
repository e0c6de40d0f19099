using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A network's or block's class: its layers, above it or above methods, and its methods over tensors.</summary>
internal sealed class ClassReader
{
    private readonly Dictionary<ISymbol, LayerMethod> _methods = new(SymbolEqualityComparer.Default);
    private readonly HashSet<LayerMethod> _called = [];
    private readonly ReadingContext _context;
    private readonly Problems _problems;
    private IReadOnlyList<(LayerReading Reading, string Name)>? _stack;

    public ClassReader(ReadingContext context, INamedTypeSymbol type)
    {
        (_context, Type, _problems) = (context, type, context.DeclarationsOf(type));
        Stack = [.. NetworkParser.Read(type, context.Token).Where(a => NetworkParser.IsLayerName(a.ClassName))];
        var names = new LayerNames(_problems);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (LayerMethod.Of(context, method, names, _problems) is { } layers)
            {
                _methods.Add(method, layers);
            }
        }

        Forward = Single(NetworkParser.ForwardAttribute, Descriptors.SeveralForwards);
        Loss = Single(NetworkParser.LossAttribute, Descriptors.SeveralLosses);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The layers above the class.</summary>
    public IReadOnlyList<AttributeReader> Stack { get; }

    /// <summary>The method that says what the class computes; null for a stack.</summary>
    public IMethodSymbol? Forward { get; }

    /// <summary>The method that computes the loss; null for none.</summary>
    public IMethodSymbol? Loss { get; }

    public IEnumerable<LayerMethod> Methods => _methods.Values;

    /// <summary>Notes that a layer is called.</summary>
    public LayerMethod? LayersOf(IMethodSymbol method)
    {
        if (_methods.TryGetValue(method, out var layers))
        {
            _called.Add(layers);
            return layers;
        }

        return null;
    }

    /// <summary>Warns of layers that no method called.</summary>
    public void ReportUnused()
    {
        foreach (var method in _methods.Values.Where(m => !_called.Contains(m)))
        {
            _context.Problems.Add(Descriptors.UnusedLayer, method.Where, method.Symbol.Name);
        }
    }

    /// <summary>Applies the class to its inputs, its layers named behind <paramref name="prefix"/>; null after a fault, which is reported.</summary>
    /// <param name="call">Where a method calls the class; null for a stack's layer.</param>
    public Value? Apply(string prefix, IReadOnlyList<int> inputs, LocationInfo? call)
    {
        if (Forward is { } forward)
        {
            return new MethodReader(_context, this, prefix).Run(forward, [.. inputs.Select(input => (Value)new TensorValue(input))], call);
        }

        if (Stack.Count == 0)
        {
            _context.Problems.Add(Descriptors.NoLayers, Identifier, Type.Name);
            return null;
        }

        CheckStack();
        int? last = inputs[0];
        foreach (var (reading, name) in _stack!)
        {
            last = last is { } input ? ApplyOne(reading, prefix + name, [input], call) : null;
        }

        return last is { } output ? new TensorValue(output) : null;
    }

    /// <summary>One layer, which may be a class of its own.</summary>
    private int? ApplyOne(LayerReading reading, string name, IReadOnlyList<int> inputs, LocationInfo? call) =>
        reading.Attribute.TypeArgument is null
            ? _context.Layers.Run(reading, name, inputs, call)
            : ((new BlockLayer(_context, reading).Run(name, inputs, call ?? reading.Attribute.Location) as TensorValue)?.Node);

    /// <summary>Whether its declarations are at fault.</summary>
    public bool HasErrors => _problems.HasErrors;

    /// <summary>Checks the names and arguments of the layers above the class, once.</summary>
    public void CheckStack()
    {
        if (_stack is null)
        {
            var names = new LayerNames(_problems).Assign(Stack);
            _stack = [.. Stack.Select((attribute, i) => (ApplyLayer.Read(attribute, names[i], _problems), names[i]))];
            if (HasErrors)
            {
                _context.Problems.AddUnreported();
            }
        }
    }

    private LocationInfo Identifier => LocationInfo.Of(Type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(_context.Token)).OfType<TypeDeclarationSyntax>().First().Identifier.GetLocation());

    private IMethodSymbol? Single(string attribute, DiagnosticDescriptor several)
    {
        var marked = Type.GetMembers().OfType<IMethodSymbol>().Where(m => m.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == attribute)).ToList();
        foreach (var other in marked.Skip(1))
        {
            _problems.Add(several, LocationInfo.Of(other.Locations[0]), Type.Name, other.Name, marked[0].Name);
        }

        return marked.FirstOrDefault();
    }
}
