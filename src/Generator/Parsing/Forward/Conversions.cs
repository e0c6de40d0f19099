using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>What C# makes of a value where a type is declared: a whole number becomes a float, a number a constant tensor.</summary>
internal static class Conversions
{
    /// <summary>The value itself where there is nothing to convert, or the type is not known.</summary>
    public static Value? To(ITypeSymbol? type, Value? value, TensorCalls calls) => (value, type) switch
    {
        (NumberValue number, { SpecialType: SpecialType.System_Single }) => new NumberValue((float)number.Number, false),
        (NumberValue number, { SpecialType: SpecialType.System_Double }) => number with { IsInteger = false },
        (NumberValue number, not null) when LayerMethod.IsTensor(type) => new TensorValue(calls.Node(number)),
        (ListValue { IsTuple: false } list, IArrayTypeSymbol array) =>
            list with { Items = [.. list.Items.Select(item => To(array.ElementType, item, calls))] },
        (ListValue { IsTuple: true } tuple, INamedTypeSymbol { IsTupleType: true } named) when tuple.Items.Count == named.TupleElements.Length =>
            tuple with { Items = [.. tuple.Items.Select((item, i) => To(named.TupleElements[i].Type, item, calls))] },
        _ => value,
    };
}
