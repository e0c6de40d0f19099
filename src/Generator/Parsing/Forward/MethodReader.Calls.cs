using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>Calls of layers, functions and methods.</content>
internal sealed partial class MethodReader
{
    private Value? ReadCall(InvocationExpressionSyntax call)
    {
        if (!context.Step(call))
        {
            return null;
        }

        if (_model.GetConstantValue(call, context.Token) is { HasValue: true, Value: int constant })
        {
            return new NumberValue(constant, true);
        }

        var (name, candidates, isMath) = Candidates(call.Expression);
        var arguments = ReadArguments(call.ArgumentList);
        if (isMath)
        {
            return ReadMath(call, name, arguments);
        }

        if (candidates.Count == 0)
        {
            context.Problems.Add(Descriptors.UnknownMethod, LocationInfo.Of(call.Expression.GetLocation()), name);
            return null;
        }

        if (arguments.Any(a => a.Value is null))
        {
            return null;
        }

        var bound = candidates.Select(m => BoundCall.Of(m, arguments)).Where(b => b is not null).OrderBy(b => b!.Conversions).FirstOrDefault();
        if (bound is null)
        {
            context.Problems.Add(
                Descriptors.ArgumentsDoNotFit, LocationInfo.Of(call.GetLocation()), name,
                string.Join(", ", arguments.Select(a => a.Value!.Kind)), candidates[0].ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            return null;
        }

        return Call(call, bound);
    }

    private Value? Call(InvocationExpressionSyntax call, BoundCall bound)
    {
        var method = bound.Method;
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Functions))
        {
            return Calls(call).Run(method.Name, bound.Arguments);
        }

        var where = LocationInfo.Of(call.GetLocation());
        var declaring = SymbolEqualityComparer.Default.Equals(method.ContainingType, owner.Type) ? owner : context.ClassOf(method.ContainingType);
        if (declaring.LayersOf(method) is { } layers)
        {
            return CallLayers(layers, bound.Arguments, where);
        }

        return new MethodReader(context, declaring, prefix, depth + 1).Run(method, bound.Arguments, where);
    }

    /// <summary>The layers of a partial method, one after the other.</summary>
    private Value? CallLayers(LayerMethod method, IReadOnlyList<Value?> arguments, LocationInfo where)
    {
        int? number = method.TakesNumber ? (int)((NumberValue)arguments[arguments.Count - 1]!).Number : null;
        var inputs = arguments.Take(arguments.Count - (method.TakesNumber ? 1 : 0)).Select(a => Calls(where).Node(a!)).ToList();
        Value? result = null;
        foreach (var (reading, name) in method.Layers)
        {
            result = CallLayer(method, reading, prefix + name, number, inputs, where);
            if (result is not TensorValue tensor)
            {
                return result;
            }

            inputs = [tensor.Node];
        }

        return result;
    }

    private Value? CallLayer(LayerMethod method, LayerReading reading, string name, int? number, List<int> inputs, LocationInfo where)
    {
        if (reading.Attribute.TypeArgument is not null)
        {
            var block = new BlockLayer(context, reading);
            return number is { } copy ? block.Run(name, copy, inputs, where) : block.Run(name, inputs, where);
        }

        if (reading.Draft is { } draft && (inputs.Count < draft.Inputs.Least || inputs.Count > draft.Inputs.Most))
        {
            var wanted = Invariant.Text(draft.Inputs.Least) + (draft.Inputs.Most > draft.Inputs.Least ? " to " + Invariant.Text(draft.Inputs.Most) : "");
            context.Problems.Add(Descriptors.InputCount, where, name, wanted, Invariant.Text(inputs.Count));
            return null;
        }

        var node = context.Layers.Run(reading, name, inputs, where);
        if (node is { } id)
        {
            method.Document(LayerText.Of(context.Graph, reading, inputs[0], id));
        }

        return node is { } output ? new TensorValue(output) : null;
    }

    private TensorCalls Calls(LocationInfo where) => new(context, where);

    private List<(string? Name, Value? Value)> ReadArguments(ArgumentListSyntax list) =>
        [.. list.Arguments.Select(a => (a.NameColon?.Name.Identifier.ValueText, Read(a.Expression)))];

    private Value? ReadMath(InvocationExpressionSyntax call, string name, List<(string? Name, Value? Value)> arguments)
    {
        if (arguments.Any(a => a.Value is null))
        {
            return null;
        }

        var numbers = arguments.Select(a => a.Value).OfType<NumberValue>().ToList();
        var result = numbers.Count == arguments.Count ? Arithmetic.Function(name, [.. numbers.Select(n => n.Number)], numbers.All(n => n.IsInteger)) : null;
        return result ?? Unreadable(call, "the function '" + name + "' on these arguments");
    }

    /// <summary>
    /// The methods that a name may mean: of the class itself or one around it, local functions, the functions over tensors, static methods of other classes in source.
    /// </summary>
    private (string Name, List<IMethodSymbol> Methods, bool IsMath) Candidates(ExpressionSyntax callee)
    {
        switch (callee)
        {
            case SimpleNameSyntax { Identifier.ValueText: var name }:
                return (name, Named(callee, name), false);
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name }:
                return (name, Named(callee, name), false);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
                when _model.GetSymbolInfo(access.Expression, context.Token).Symbol is INamedTypeSymbol type:
                var isMath = type.ToDisplayString() is "System.Math" or "System.MathF";
                return (name, isMath ? [] : [.. type.GetMembers(name).OfType<IMethodSymbol>().Where(m => context.HasSource(m.ContainingType))], isMath);
            default:
                return (callee.ToString(), [], false);
        }
    }

    private List<IMethodSymbol> Named(ExpressionSyntax callee, string name)
    {
        for (INamedTypeSymbol? type = owner.Type; type is not null; type = type.ContainingType)
        {
            var own = type.GetMembers(name).OfType<IMethodSymbol>().ToList();
            if (own.Count > 0)
            {
                return own;
            }
        }

        var symbols = _model.GetSymbolInfo(callee, context.Token);
        var found = symbols.CandidateSymbols.Append(symbols.Symbol).OfType<IMethodSymbol>().Where(m => context.HasSource(m.ContainingType)).ToList();
        return found.Count > 0 ? found : [.. context.Functions?.GetMembers(name).OfType<IMethodSymbol>() ?? []];
    }
}
