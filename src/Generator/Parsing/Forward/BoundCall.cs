using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A method with a value for each of its parameters.</summary>
/// <param name="Conversions">How far it is from an exact match; the least is the one that C# takes.</param>
internal sealed record BoundCall(IMethodSymbol Method, IReadOnlyList<Value?> Arguments, int Conversions)
{
    /// <summary>Null when the arguments do not fit the method.</summary>
    /// <param name="takesNothing">Whether the method is a function, which knows what a tensor that is left out means, and takes texts.</param>
    public static BoundCall? Of(IMethodSymbol method, IReadOnlyList<(string? Name, Value? Value)> arguments, bool takesNothing)
    {
        var values = new Value?[method.Parameters.Length];
        var rest = new List<Value?>();
        bool expanded = method.Parameters.Length > 0 && method.Parameters[method.Parameters.Length - 1].IsParams;
        for (int i = 0; i < arguments.Count; i++)
        {
            int position = arguments[i].Name is { } name ? method.Parameters.ToList().FindIndex(p => p.Name == name) : i;
            if (expanded && arguments[i].Name is null && position >= method.Parameters.Length - 1)
            {
                rest.Add(arguments[i].Value);
                continue;
            }

            if (position < 0 || position >= values.Length || values[position] is not null)
            {
                return null;
            }

            values[position] = arguments[i].Value;
        }

        return Complete(method, values, expanded ? rest : null, takesNothing);
    }

    private static BoundCall? Complete(IMethodSymbol method, Value?[] values, List<Value?>? rest, bool takesNothing)
    {
        int conversions = 0;
        if (rest is not null && values[values.Length - 1] is null)
        {
            // A params array may be given whole.
            values[values.Length - 1] = rest.Count == 1 && rest[0] is ListValue { IsTuple: false } whole ? whole
                : new ListValue(rest, IsTuple: false);
            conversions++;
        }

        for (int i = 0; i < values.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            values[i] ??= !parameter.HasExplicitDefaultValue ? null
                : takesNothing && IsEmpty(parameter) ? new NoValue() : Value.Of(parameter.ExplicitDefaultValue);
            if (values[i] is NoValue && takesNothing)
            {
                continue;
            }

            if (values[i] is not { } value || (value is TextValue && !takesNothing) || Conversion(value, parameter.Type) is not { } cost)
            {
                return null;
            }

            conversions += cost;
        }

        return new(method, values, conversions);
    }

    /// <summary>0 for the type itself, more where C# converts, null where it does not fit.</summary>
    private static int? Conversion(Value value, ITypeSymbol type) => (value, type) switch
    {
        (_, { TypeKind: TypeKind.Error }) => 0,
        (TensorValue, { TypeKind: not TypeKind.TypeParameter }) => LayerMethod.IsTensor(type) ? 0 : null,
        (_, { TypeKind: TypeKind.TypeParameter }) => 3,
        (NumberValue number, { SpecialType: SpecialType.System_Int32 } or { TypeKind: TypeKind.Enum }) => number.IsInteger ? 0 : null,
        (NumberValue number, _) when IsWhole(type.SpecialType) => number.IsInteger && Arithmetic.Holds(type.SpecialType, number.Number) ? 1 : null,
        (NumberValue, { SpecialType: SpecialType.System_Single or SpecialType.System_Double }) => 1,
        (NumberValue, _) => LayerMethod.IsTensor(type) ? 2 : null,
        (BoolValue, { SpecialType: SpecialType.System_Boolean }) => 0,
        (TextValue, { SpecialType: SpecialType.System_String }) => 0,
        (ListValue list, IArrayTypeSymbol array) => list.Items.Select(item => item is null ? null : Conversion(item, array.ElementType)) is var costs
            && costs.All(c => c is not null)
            ? costs.Sum(c => c!.Value) : null,
        (ListValue { IsTuple: true } tuple, INamedTypeSymbol { IsTupleType: true } named) =>
            tuple.Items.Count == named.TupleElements.Length ? 0 : null,
        (ListValue { IsTuple: false } list, INamedTypeSymbol { TypeArguments.Length: 1 } generic) =>
            list.Items.All(item => item is not null && Conversion(item, generic.TypeArguments[0]) is not null) ? 1 : null,
        _ => null,
    };

    /// <summary>Whether there are values of this type that a method over tensors may be given.</summary>
    public static bool Takes(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error or TypeKind.TypeParameter or TypeKind.Enum } or IArrayTypeSymbol { Rank: 1 }
            or INamedTypeSymbol { IsTupleType: true } => true,
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Single or SpecialType.System_Double } => true,
        INamedTypeSymbol { TypeArguments.Length: 1, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } generic =>
            Takes(generic.TypeArguments[0]),
        _ => IsWhole(type.SpecialType) || LayerMethod.IsTensor(type),
    };

    /// <summary>Whether a parameter that is left out stands for no value.</summary>
    public static bool IsEmpty(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is null;

    private static bool IsWhole(SpecialType type) => type is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}
