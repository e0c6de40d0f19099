using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
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

    /// <param name="given">What the class's arguments are for one use of it; null for what its constants say.</param>
    public ClassReader(ReadingContext context, INamedTypeSymbol type, BlockArguments? given = null)
    {
        (_context, Type, Given, _problems) = (context, type, given, given is null ? context.DeclarationsOf(type) : new());
        Stack = [.. Read(type).Where(a => NetworkParser.IsLayerName(a.ClassName))];
        if (Stack.Any(a => !a.IsValid))
        {
            _problems.AddUnreported();
        }

        var names = new LayerNames(_problems);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (LayerMethod.Of(context, method, Read(method), names, _problems) is { } layers)
            {
                _methods.Add(method, layers);
            }
        }

        Forward = Single(NetworkParser.ForwardAttribute, Descriptors.SeveralForwards);
        Loss = Single(NetworkParser.LossAttribute, Descriptors.SeveralLosses);
        CheckParameters(NetworkParser.InputAttribute, Forward, "inputs are parameters of a network's forward method");
        CheckParameters(NetworkParser.TargetAttribute, Loss, "targets are parameters of a network's loss method");
        BlockArguments.Check(type, _problems);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>What its arguments are for one use of it; null for what its constants say.</summary>
    public BlockArguments? Given { get; }

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
        if (_methods.TryGetValue(method, out LayerMethod? layers))
        {
            _called.Add(layers);
            return layers;
        }

        return null;
    }

    /// <summary>Warns of layers that no method called.</summary>
    public void ReportUnused() => ReportUnused(_methods.Values.Where(m => !_called.Contains(m)));

    /// <summary>
    /// Warns of layers that no method names: a block is read with each network that has it, and one may call what another does not.
    /// </summary>
    public void ReportUnnamed()
    {
        IEnumerable<SyntaxNode> bodies = Type.DeclaringSyntaxReferences.SelectMany(r =>
            r.GetSyntax(_context.Token).DescendantNodes(node => node is not AttributeListSyntax));
        var named = new HashSet<string>(bodies.OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText));
        ReportUnused(_methods.Values.Where(m => !named.Contains(m.Symbol.Name)));
    }

    private void ReportUnused(IEnumerable<LayerMethod> methods)
    {
        foreach (LayerMethod method in methods)
        {
            _context.Problems.Add(Descriptors.UnusedLayer, method.Where, method.Symbol.Name);
        }
    }

    /// <summary>Applies the class to its inputs, its layers named behind its own name; null after a fault, which is reported.</summary>
    /// <param name="name">As a layer; of no use for the network itself.</param>
    /// <param name="call">Where a method or another class calls the class; null for the network itself.</param>
    /// <param name="named">A method that takes the forward method's place; null for none.</param>
    public Value? Apply(string name, IReadOnlyList<int> inputs, LocationInfo? call, string? named = null)
    {
        string prefix = call is null ? "" : name + "/";
        if (call is not null && (HasErrors || (Forward is null ? Stack.Count == 0 : ForwardParser.Fault(this) is not null)))
        {
            ReportDeclarations();
            return null;
        }

        IMethodSymbol? method = named is null ? Forward : Type.GetMembers(named).OfType<IMethodSymbol>().FirstOrDefault();
        if (named is not null && (method is null || ForwardParser.MethodFault(method) is not null))
        {
            string fault = method is null ? "it has no method '" + named + "'" : "its method '" + named + "' " + ForwardParser.MethodFault(method);
            _context.Problems.Add(Descriptors.BlockInvalid, call!, Type.Name, fault);
            return null;
        }

        int wanted = method?.Parameters.Length ?? 1;
        if (inputs.Count != wanted)
        {
            _context.Problems.Add(Descriptors.InputCount, call!, name, ReadingContext.Inputs(wanted, wanted), Invariant.Text(inputs.Count));
            return null;
        }

        if (method is not null)
        {
            var reader = new MethodReader(_context, this, this, prefix);
            List<Value> arguments = [.. inputs.Select(input => new TensorValue(input))];
            Value? result = reader.Run(method, arguments, call);
            reader.ReportUnused(arguments, result);
            return result;
        }

        CheckStack();
        int? last = inputs[0];
        foreach ((LayerReading reading, string layer) in _stack!)
        {
            bool isBare = last == inputs[0];
            last = last is { } input ? ApplyOne(reading, prefix + layer, [input], call) : null;
            CheckRead(reading, layer, last, mayIgnore: isBare && call is not null);
        }

        return last is { } output ? new TensorValue(output) : null;
    }

    /// <summary>
    /// Warns of a layer that takes only the shape of what stands before it: above a class that is lost. A class that is a layer itself may begin so.
    /// </summary>
    private void CheckRead(LayerReading reading, string layer, int? node, bool mayIgnore)
    {
        if (node is { } position && !mayIgnore && _context.Graph[position].Op is ITakesShapeOnly)
        {
            _context.Problems.Add(
                Descriptors.NeverUsed, reading.Attribute.Location, "What stands before '" + layer + "'", "the class '" + Type.Name + "'");
        }
    }

    /// <summary>One layer, which may be a class of its own.</summary>
    private int? ApplyOne(LayerReading reading, string name, IReadOnlyList<int> inputs, LocationInfo? call)
    {
        if (reading.Attribute.TypeArgument is not { } block)
        {
            if (reading.Draft?.Op is RecurrentOp { Settings.ReturnState: true })
            {
                _problems.Add(Descriptors.StatesNotTaken, reading.Attribute.Where("ReturnState"), reading.Arguments.Layer,
                    "ReturnState is for a layer above a method, which returns the last states; above a class nothing takes them");
                return null;
            }

            return _context.Layers.Run(reading, name, inputs, call);
        }

        LocationInfo where = call ?? reading.Attribute.Location;
        Value? result = new BlockLayer(_context, reading).Run(name, inputs, where);
        if (result is not null and not TensorValue)
        {
            _context.Problems.Add(Descriptors.BlockInvalid, where, block.Name,
                "it gives " + result.Kind + ", and a layer above a class gives one tensor");
        }

        return (result as TensorValue)?.Node;
    }

    /// <summary>Whether its declarations are at fault.</summary>
    public bool HasErrors => _problems.HasErrors;

    /// <summary>Checks the names and arguments of the layers above the class, once.</summary>
    public void CheckStack()
    {
        if (_stack is null)
        {
            if (Stack.FirstOrDefault(l => l.Declaration != Stack[0].Declaration) is { } stray)
            {
                _problems.Add(Descriptors.LayersSplit, stray.Location, Type.Name, stray.Name, Stack[0].Name);
            }

            IReadOnlyList<string> names = new LayerNames(_problems).Assign(Stack);
            _stack = [.. Stack.Select((attribute, i) => (ApplyLayer.Read(attribute, names[i], _problems), names[i]))];
            if (HasErrors)
            {
                ReportDeclarations();
            }
        }
    }

    /// <summary>
    /// Notes that declarations are at fault: what is wrong with them as they stand is reported with the class, what arguments make of them is not.
    /// </summary>
    private void ReportDeclarations()
    {
        _context.Problems.AddUnreported();
        if (Given is not null)
        {
            _context.Problems.Add(_problems);
        }
    }

    /// <summary>The attributes of the class or of a method of it, with the arguments that are given.</summary>
    private List<AttributeReader> Read(ISymbol symbol)
    {
        List<AttributeReader> attributes = NetworkParser.Read(symbol, _context.Token);
        if (Given is { } given)
        {
            attributes.ForEach(attribute => attribute.Give(expression => !given.Changes(expression, _context) ? null
                : new MethodReader(_context, this, this, "").ReadConstant(expression)?.Plain));
        }

        return attributes;
    }

    /// <summary>Warns of attributes of parameters that belong before those of one method.</summary>
    private void CheckParameters(string attribute, IMethodSymbol? method, string rule)
    {
        IEnumerable<IParameterSymbol> others = Type.GetMembers().OfType<IMethodSymbol>().Where(m => !SymbolEqualityComparer.Default.Equals(m, method))
            .SelectMany(m => m.Parameters);
        foreach (IParameterSymbol parameter in others)
        {
            if (ForwardParser.ParameterAttribute(_context, parameter, attribute) is { } stray)
            {
                _problems.Add(Descriptors.NoEffect, stray.Location, stray.Name, parameter.Name, rule);
            }
        }
    }

    private IMethodSymbol? Single(string attribute, DiagnosticDescriptor several)
    {
        var marked = Type.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == attribute)).ToList();
        foreach (IMethodSymbol other in marked.Skip(1))
        {
            _problems.Add(several, LocationInfo.Of(other.Locations[0]), Type.Name, other.Name, marked[0].Name);
        }

        return marked.FirstOrDefault();
    }
}
