using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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

        (string? name, List<IMethodSymbol> candidates, bool isMath, TensorValue? receiver) = Candidates(call.Expression);
        if (candidates.Count == 0 && !isMath)
        {
            context.Problems.Add(Descriptors.UnknownMethod, LocationInfo.Of(call.Expression.GetLocation()), name);
            return null;
        }

        if (name == Scan && candidates.Any(IsFunction))
        {
            return ReadScan(call);
        }

        List<(string? Name, Value? Value)> arguments = [.. receiver is null ? []
            : new[] { ((string?)null, (Value?)receiver) }, .. ReadArguments(call.ArgumentList)];
        if (arguments.Any(a => a.Value is null or { HasFault: true }))
        {
            return null;
        }

        if (isMath)
        {
            return ReadMath(call, name, arguments);
        }

        ISymbol? known = _model.GetSymbolInfo(call, context.Token).Symbol;
        BoundCall? bound = Bind(candidates, arguments, known);
        if (bound is null && known is IMethodSymbol { Parameters: var parameters }
            && parameters.FirstOrDefault(p => !BoundCall.Takes(p.Type) || BoundCall.IsEmpty(p)) is { } strange)
        {
            string what = BoundCall.Takes(strange.Type) ? "null by default"
                : "of type '" + strange.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "'";
            return Unreadable(call, "a call of '" + name + "', whose parameter '" + strange.Name + "' is " + what + ",");
        }

        if (bound is null)
        {
            context.Problems.Add(
                Descriptors.ArgumentsDoNotFit, LocationInfo.Of(call.GetLocation()), name,
                arguments.Count == 0 ? "nothing" : string.Join(", ", arguments.Select(a => a.Value!.Kind)),
                candidates[0].ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            return null;
        }

        return Call(call, bound);
    }

    /// <summary>Of a class's own methods and those that it inherits, C# takes the first where one fits; null for none that does.</summary>
    /// <param name="known">The method that C# takes, where it knows.</param>
    private BoundCall? Bind(IEnumerable<IMethodSymbol> candidates, IReadOnlyList<(string? Name, Value? Value)> arguments, ISymbol? known) =>
        candidates.Select(method => BoundCall.Of(method, arguments, takesNothing: IsFunction(method))).OfType<BoundCall>()
            .OrderBy(bound => SymbolEqualityComparer.Default.Equals(bound.Method, known) ? 0 : IsFunction(bound.Method) ? 2 : 1)
            .ThenBy(bound => bound.Conversions).FirstOrDefault();

    private Value? Call(SyntaxNode call, BoundCall bound)
    {
        IMethodSymbol method = bound.Method;
        if (IsFunction(method))
        {
            return Calls(call).Run(method.Name, bound.Arguments);
        }

        var where = LocationInfo.Of(call.GetLocation());
        ClassReader declaring =
            SymbolEqualityComparer.Default.Equals(method.ContainingType, owner.Type) ? owner
            : SymbolEqualityComparer.Default.Equals(method.ContainingType, applied.Type) ? applied : context.ClassOf(method.ContainingType);
        if (declaring.LayersOf(method) is not { } layers)
        {
            return new MethodReader(context, applied, declaring, prefix, this).Run(method, bound.Arguments, where);
        }

        if (declaring == applied)
        {
            Value? result = CallLayers(layers, bound.Arguments, where);
            NoteCall(method.Name, where, result);
            return result;
        }

        return Unreadable(call, "the layer '" + method.Name + "' of another class, '" + declaring.Type.Name + "', which [Layer<" + declaring.Type.Name
            + ">] makes a layer,");
    }

    private bool IsFunction(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Functions);

    /// <summary>The layers of a partial method, one after the other.</summary>
    private Value? CallLayers(LayerMethod method, IReadOnlyList<Value?> arguments, LocationInfo where)
    {
        int? number = method.TakesNumber ? (int)((NumberValue)arguments[arguments.Count - 1]!).Number : null;
        var inputs = arguments.Take(method.Inputs).Select(a => Calls(where).Node(a!)).ToList();
        Dictionary<string, Value> given = arguments.Skip(method.Inputs).Take(method.Given.Count)
            .Select((value, i) => (method.Given[i], Value: value!)).ToDictionary(pair => pair.Item1, pair => pair.Value);
        Value? result = null;
        foreach ((LayerReading reading, string name) in method.Layers)
        {
            if (result is not null and not TensorValue)
            {
                context.Problems.Add(Descriptors.BlockInvalid, where, method.Layers[0].Reading.Attribute.DisplayName,
                    "it gives " + result.Kind + ", and '" + name + "' after it takes one tensor");
                return null;
            }

            inputs = result is TensorValue tensor ? [tensor.Node] : inputs;
            result = CallLayer(method, reading, prefix + name, new(number, given), inputs, where);
            if (result is null)
            {
                return null;
            }
        }

        return result;
    }

    private Value? CallLayer(LayerMethod method, LayerReading reading, string name, BlockCall use, List<int> inputs, LocationInfo where)
    {
        if (reading.Attribute.TypeArgument is not null)
        {
            var block = new BlockLayer(context, reading, use.Given);
            Value? result = use.Copy is { } copy ? block.Run(name, copy, inputs, where) : block.Run(name, inputs, where);
            if (result is TensorValue tensor)
            {
                method.Document(LayerText.OfBlock(context.Graph, reading, use.Copy is null ? block.Copies : 1, inputs, tensor.Node));
            }

            return result;
        }

        if (reading is { Draft: not null, Card.Inputs: { } wanted } && (inputs.Count < wanted.Least || inputs.Count > wanted.Most))
        {
            context.Problems.Add(Descriptors.InputCount, where, name, ReadingContext.Inputs(wanted.Least, wanted.Most), Invariant.Text(inputs.Count));
            return null;
        }

        int? node = context.Layers.Run(reading, name, inputs, where);
        if (node is { } id)
        {
            method.Document(LayerText.Of(context.Graph, reading, inputs.Count > 0 ? inputs[0] : null, id));
        }

        if (node is not { } output)
        {
            return null;
        }

        IReadOnlyList<int> states = context.Layers.States(output);
        return states.Count == 0 ? new TensorValue(output)
            : new ListValue([.. states.Prepend(output).Select(tensor => new TensorValue(tensor))], IsTuple: true);
    }

    private TensorCalls Calls(LocationInfo where) => new(context, where);

    private List<(string? Name, Value? Value)> ReadArguments(ArgumentListSyntax list) =>
        [.. list.Arguments.Select(a => (
            a.NameColon?.Name.Identifier.ValueText,
            a.RefKindKeyword.IsKind(SyntaxKind.None) ? Read(a.Expression) : Unreadable(a, "an argument by '" + a.RefKindKeyword.Text + "'")))];

    private Value? ReadMath(InvocationExpressionSyntax call, string name, List<(string? Name, Value? Value)> arguments)
    {
        var numbers = arguments.Select(a => a.Value).OfType<NumberValue>().ToList();
        Value? result = numbers.Count == arguments.Count && arguments.All(a => a.Name is null)
            ? Arithmetic.Function(name, [.. numbers.Select(n => n.Number)], numbers.All(n => n.IsInteger)) : null;
        return Held(call, result) ?? Unreadable(call, "the function '" + name + "' on these arguments");
    }

    /// <summary>
    /// The methods that a name may mean: of the class itself or one around it, local functions, the functions over tensors, static methods of other
    /// classes in source.
    /// </summary>
    private (string Name, List<IMethodSymbol> Methods, bool IsMath, TensorValue? Receiver) Candidates(ExpressionSyntax callee)
    {
        switch (callee)
        {
            case SimpleNameSyntax { Identifier.ValueText: var name }:
                return (name, Named(callee, name), false, null);
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name }:
                return (name, Named(callee, name), false, null);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
                when _model.GetSymbolInfo(access.Expression, context.Token).Symbol is INamedTypeSymbol type:
                return type.ToDisplayString() is "System.Math" or "System.MathF" ? (name, [], true, null)
                    : (name, [.. Members(type, name).Where(m => context.HasSource(m.ContainingType)), .. Functions(type, name)], false, null);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
                when Extensions(access, name) is { Count: > 0 } extensions && Read(access.Expression) is TensorValue receiver:
                return (name, extensions, false, receiver);
            default:
                return (callee.ToString(), [], false, null);
        }
    }

    /// <summary>The extension methods of tensors that a name may mean here.</summary>
    private List<IMethodSymbol> Extensions(MemberAccessExpressionSyntax access, string name) => context.Tensor is not { } tensor ? []
        : [.. _model.LookupSymbols(access.SpanStart, tensor, name, includeReducedExtensionMethods: true).OfType<IMethodSymbol>()
            .Select(m => m.ReducedFrom).OfType<IMethodSymbol>().Where(m => context.HasSource(m.ContainingType))];

    /// <summary>The methods of a name that a class has, or inherits from classes in source.</summary>
    private static IEnumerable<IMethodSymbol> Members(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? from = type; from is not null; from = from.BaseType)
        {
            foreach (IMethodSymbol method in from.GetMembers(name).OfType<IMethodSymbol>())
            {
                yield return method;
            }
        }
    }

    private List<IMethodSymbol> Named(ExpressionSyntax callee, string name)
    {
        SymbolInfo symbols = _model.GetSymbolInfo(callee, context.Token);
        var found = symbols.CandidateSymbols.Append(symbols.Symbol).OfType<IMethodSymbol>().Where(m => context.HasSource(m.ContainingType)).ToList();
        if (found.Any(m => m.MethodKind == MethodKind.LocalFunction))
        {
            return found;
        }

        for (INamedTypeSymbol? type = owner.Type; type is not null; type = type.ContainingType)
        {
            var own = Members(type, name).Where(m => context.HasSource(m.ContainingType)).Concat(Functions(type, name)).ToList();
            if (own.Count > 0)
            {
                return own;
            }
        }

        return found;
    }

    /// <summary>The functions over tensors of a name, where a class has them: itself, or by the half that is not written yet.</summary>
    private IEnumerable<IMethodSymbol> Functions(INamedTypeSymbol type, string name) =>
        SymbolEqualityComparer.Default.Equals(type, context.Functions) || NetworkParser.IsCompiled(type)
            ? context.Functions?.GetMembers(name).OfType<IMethodSymbol>() ?? [] : [];
}
