using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generator.Diagnostics;

namespace NetCompiler.Generator.Parsing;

/// <summary>
/// Arguments of an attribute by name, and where each is written. A name is a constructor's parameter (<c>units</c>) or a property (<c>Name</c>).
/// </summary>
internal sealed class AttributeReader
{
    private readonly AttributeData _data;
    private readonly AttributeSyntax _syntax;
    private readonly Dictionary<string, object?> _values = [];

    public AttributeReader(AttributeData data, CancellationToken token)
    {
        _data = data;
        _syntax = (AttributeSyntax)data.ApplicationSyntaxReference!.GetSyntax(token);
        ImmutableArray<IParameterSymbol>? parameters = data.AttributeConstructor?.Parameters;
        for (int i = 0; i < data.ConstructorArguments.Length && i < parameters?.Length; i++)
        {
            Add(parameters.Value[i].Name, data.ConstructorArguments[i]);
        }

        foreach (KeyValuePair<string, TypedConstant> named in data.NamedArguments)
        {
            Add(named.Key, named.Value);
        }
    }

    /// <summary>The attribute before it that changes what it means, such as <c>[Bidirectional]</c>; null for none.</summary>
    public AttributeReader? Wrapper { get; private set; }

    /// <summary>The attributes without those that change the one behind them, which are that one's wrappers now.</summary>
    public static List<AttributeReader> Wrapped(IEnumerable<AttributeReader> attributes)
    {
        var result = new List<AttributeReader>();
        AttributeReader? wrapper = null;
        foreach (AttributeReader attribute in attributes)
        {
            if (wrapper is not null && !NetworkParser.IsWrapper(attribute.ClassName))
            {
                (attribute.Wrapper, wrapper) = (wrapper, null);
                result.RemoveAt(result.Count - 1);
            }

            result.Add(attribute);
            wrapper = NetworkParser.IsWrapper(attribute.ClassName) ? attribute : null;
        }

        return result;
    }

    /// <summary>The attribute as it is written in brackets: <c>Conv2D</c>.</summary>
    public string Name => TrimSuffix(_data.AttributeClass!.Name);

    /// <summary>The type that a generic attribute names: the block of <c>[Layer&lt;Block&gt;]</c>; null for none.</summary>
    public ITypeSymbol? TypeArgument => _data.AttributeClass!.TypeArguments.FirstOrDefault();

    /// <summary>The layer as users know it: the block of <c>[Layer&lt;Block&gt;]</c>, else the attribute as it is written.</summary>
    public string DisplayName => TypeArgument?.Name ?? Name;

    /// <summary>The attribute class's full name.</summary>
    public string ClassName => _data.AttributeClass!.ToDisplayString();

    /// <summary>False when the C# compiler rejects the attribute or one of its arguments, and says so.</summary>
    public bool IsValid => _data.AttributeConstructor is not null && _data.ConstructorArguments.All(IsKnown)
        && _data.NamedArguments.All(named => IsKnown(named.Value));

    /// <summary>Whether anything stands in its parentheses.</summary>
    public bool HasArguments => _syntax.ArgumentList?.Arguments.Count > 0;

    /// <summary>The whole attribute, without its brackets.</summary>
    public LocationInfo Location => LocationInfo.Of(_syntax.GetLocation());

    /// <summary>The declaration that the attribute stands above.</summary>
    public SyntaxNode? Declaration => _syntax.Parent?.Parent;

    public T? Value<T>(string name, T? fallback = default) => _values.TryGetValue(name, out object? given) && given is T value ? value : fallback;

    /// <summary>The array, or null when it is not given or is null.</summary>
    public int[]? Array(string name) => Values(name) is { } values ? [.. values.Select(value => (int)value!)] : null;

    /// <summary>An array of numbers, truth values and members of enums, or null when it is not given or is null.</summary>
    public IReadOnlyList<object?>? Values(string name) => Value<object?[]>(name);

    /// <summary>Whether the constructor that was called has this parameter, or the property is set.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Puts in what expressions are where a block's arguments are given.</summary>
    /// <param name="read">The value of an expression, or null for one that stays as it is.</param>
    public void Give(Func<ExpressionSyntax, object?> read)
    {
        Wrapper?.Give(read);
        foreach (string name in _values.Keys.ToList())
        {
            IReadOnlyList<AttributeArgumentSyntax> written = Find(name);
            for (int i = 0; i < written.Count; i++)
            {
                if (read(written[i].Expression) is { } value)
                {
                    _values[name] = _values[name] is object?[] items && value is not object?[]
                        ? items.Select((item, k) => k == i ? value : item).ToArray() : value;
                }
            }
        }
    }

    /// <summary>Where the argument, or all of a <c>params</c> array, is written; the whole attribute when it is not.</summary>
    public LocationInfo Where(string name)
    {
        IReadOnlyList<AttributeArgumentSyntax> written = Find(name);
        return written.Count == 0
            ? Location
            : LocationInfo.Of(Microsoft.CodeAnalysis.Location.Create(
                _syntax.SyntaxTree, TextSpan.FromBounds(written[0].SpanStart, written[written.Count - 1].Span.End)));
    }

    /// <summary>Where element <paramref name="index"/> of a <c>params</c> array is written; the array when it is written as one.</summary>
    public LocationInfo Where(string name, int index)
    {
        IReadOnlyList<AttributeArgumentSyntax> written = Find(name);
        return index < written.Count ? LocationInfo.Of(written[index].GetLocation()) : Where(name);
    }

    /// <summary>The arguments that give the parameter or property: several for a <c>params</c> array, none when it is left out.</summary>
    private IReadOnlyList<AttributeArgumentSyntax> Find(string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = _syntax.ArgumentList?.Arguments ?? default;
        var named = arguments.Where(a => (a.NameColon?.Name ?? a.NameEquals?.Name)?.Identifier.ValueText == name).ToList();
        IParameterSymbol? parameter = _data.AttributeConstructor?.Parameters.FirstOrDefault(p => p.Name == name);
        if (named.Count > 0 || parameter is null)
        {
            return named;
        }

        IEnumerable<AttributeArgumentSyntax> positional = arguments.Where(a => a.NameColon is null && a.NameEquals is null).Skip(parameter.Ordinal);
        return [.. parameter.IsParams ? positional : positional.Take(1)];
    }

    private void Add(string name, TypedConstant constant) => _values[name] = Plain(constant);

    private static object? Plain(TypedConstant constant) =>
        constant.Kind != TypedConstantKind.Array ? constant.Value : constant.IsNull ? null : constant.Values.Select(Plain).ToArray();

    private static bool IsKnown(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => constant.IsNull || constant.Values.All(IsKnown),
        _ => true,
    };

    private static string TrimSuffix(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
}
