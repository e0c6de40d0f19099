using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>
/// What the constants with <c>[Argument]</c> of a class are for one use of it as a layer. Expressions that mention them, above its layers and in its
/// methods, are read anew.
/// </summary>
internal sealed class BlockArguments
{
    private const string Attribute = "NetCompiler.ArgumentAttribute";

    private readonly Dictionary<ISymbol, Value> _given = new(SymbolEqualityComparer.Default);

    private BlockArguments(IEnumerable<(IFieldSymbol Field, Value Value)> given)
    {
        foreach ((IFieldSymbol field, Value value) in given)
        {
            _given[field] = value;
            Text += field.Name + "=" + value + ";";
        }
    }

    /// <summary>The same for the same arguments.</summary>
    public string Text { get; } = "";

    /// <summary>The constant of a class that an argument of this name is; upper and lower case are one.</summary>
    public static IFieldSymbol? Find(ITypeSymbol? type, string name) =>
        Declared(type).FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks the declarations of a class's arguments.</summary>
    public static void Check(INamedTypeSymbol type, Problems problems)
    {
        foreach (IFieldSymbol field in Declared(type))
        {
            string? fault = !field.IsConst ? "it is no constant"
                : field.HasConstantValue && Value.Of(field.ConstantValue) is null or TextValue ? "it is neither a number nor a truth value"
                : null;
            if (fault is not null)
            {
                problems.Add(Descriptors.ArgumentInvalid, LocationInfo.Of(field.Locations[0]), field.Name, type.Name, fault);
            }
        }
    }

    /// <summary>The arguments of a layer, by its attribute and by a call of its method; null where none is given, and after a fault.</summary>
    /// <param name="named">What the call gives, by the names of the method's parameters.</param>
    public static BlockArguments? Read(
        INamedTypeSymbol type, AttributeReader attribute, IReadOnlyDictionary<string, Value>? named, LocationInfo call, Problems problems)
    {
        IReadOnlyList<IFieldSymbol> fields = [.. Declared(type)];
        IReadOnlyList<object?> listed = attribute.Values("Arguments") ?? [];
        LocationInfo where = attribute.Where("Arguments");
        if (listed.Count > fields.Count)
        {
            problems.Add(Descriptors.ArgumentInvalid, where, Invariant.Text(fields.Count + 1), type.Name,
                fields.Count == 0 ? "the class has no constant with [Argument]"
                    : "the class has only " + string.Join(", ", fields.Select(f => f.Name)));
            return null;
        }

        var given = new List<(IFieldSymbol, Value)>();
        for (int i = 0; i < fields.Count; i++)
        {
            Value? value = named?.FirstOrDefault(pair => string.Equals(pair.Key, fields[i].Name, StringComparison.OrdinalIgnoreCase)).Value;
            if (value is null && i >= listed.Count)
            {
                continue;
            }

            LocationInfo at = value is null ? where : call;
            value ??= Value.Of(listed[i]);
            if (Fit(fields[i], value) is not { } fit)
            {
                problems.Add(Descriptors.ArgumentInvalid, at, fields[i].Name, type.Name,
                    "it is '" + fields[i].Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "', and what is given is "
                        + (value is null or TextValue ? "neither a number nor a truth value" : value.Kind));
                return null;
            }

            given.Add((fields[i], fit));
        }

        return given.Count == 0 ? null : new(given);
    }

    /// <summary>What an argument is; null for another constant.</summary>
    public Value? Of(IFieldSymbol field) => _given.TryGetValue(field, out Value? value) ? value : null;

    /// <summary>Whether a constant is an argument, or made of one.</summary>
    public bool Changes(IFieldSymbol field, ReadingContext context) => field.HasConstantValue
        && (_given.ContainsKey(field) || (Initializer(field, context.Token) is { } initializer && Changes(initializer, context)));

    /// <summary>Whether an expression mentions an argument.</summary>
    public bool Changes(ExpressionSyntax expression, ReadingContext context) => context.HasTree(expression.SyntaxTree)
        && expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
            context.ModelOf(name.SyntaxTree).GetSymbolInfo(name, context.Token).Symbol is IFieldSymbol { IsConst: true } field
                && Changes(field, context));

    /// <summary>What a constant is made of.</summary>
    public static ExpressionSyntax? Initializer(IFieldSymbol field, CancellationToken token) =>
        field.DeclaringSyntaxReferences.Select(r => r.GetSyntax(token)).OfType<VariableDeclaratorSyntax>().FirstOrDefault()?.Initializer?.Value;

    private static IEnumerable<IFieldSymbol> Declared(ITypeSymbol? type) => type?.GetMembers().OfType<IFieldSymbol>()
        .Where(field => field.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == Attribute)) ?? [];

    /// <summary>The value as the constant's type has it; null where it does not.</summary>
    private static Value? Fit(IFieldSymbol field, Value? value) => (value, field.Type.SpecialType) switch
    {
        (BoolValue, SpecialType.System_Boolean) => value,
        (NumberValue number, SpecialType.System_Single) => new NumberValue((float)number.Number, false),
        (NumberValue number, SpecialType.System_Double) => number with { IsInteger = false },
        (NumberValue { IsInteger: true }, not SpecialType.System_Boolean) => value,
        _ => null,
    };
}
