using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>C#'s operators on numbers and truth values that are known while compiling.</summary>
internal static class Arithmetic
{
    /// <summary>Null where C# has no such operator for them, or the result is no number.</summary>
    public static Value? Binary(SyntaxKind kind, Value left, Value right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => Numbers(kind, a, b),
        (BoolValue a, BoolValue b) => kind switch
        {
            SyntaxKind.LogicalAndExpression or SyntaxKind.BitwiseAndExpression => new BoolValue(a.Truth && b.Truth),
            SyntaxKind.LogicalOrExpression or SyntaxKind.BitwiseOrExpression => new BoolValue(a.Truth || b.Truth),
            SyntaxKind.EqualsExpression => new BoolValue(a.Truth == b.Truth),
            SyntaxKind.NotEqualsExpression or SyntaxKind.ExclusiveOrExpression => new BoolValue(a.Truth != b.Truth),
            _ => null,
        },
        _ => null,
    };

    /// <summary>The functions of <c>Math</c> and <c>MathF</c> that sizes and scales need.</summary>
    public static Value? Function(string name, double[] x, bool isInteger)
    {
        double? result = (name, x.Length) switch
        {
            ("Sqrt", 1) => Math.Sqrt(x[0]),
            ("Exp", 1) => Math.Exp(x[0]),
            ("Log", 1) => Math.Log(x[0]),
            ("Abs", 1) => Math.Abs(x[0]),
            ("Floor", 1) => Math.Floor(x[0]),
            ("Ceiling", 1) => Math.Ceiling(x[0]),
            ("Round", 1) => Math.Round(x[0]),
            ("Pow", 2) => Math.Pow(x[0], x[1]),
            ("Max", 2) => Math.Max(x[0], x[1]),
            ("Min", 2) => Math.Min(x[0], x[1]),
            _ => null,
        };
        return result is { } number ? new NumberValue(number, isInteger && (name is "Abs" or "Max" or "Min")) : null;
    }

    private static Value? Numbers(SyntaxKind kind, NumberValue a, NumberValue b)
    {
        bool integer = a.IsInteger && b.IsInteger;
        return kind switch
        {
            SyntaxKind.AddExpression => Number(a.Number + b.Number, integer),
            SyntaxKind.SubtractExpression => Number(a.Number - b.Number, integer),
            SyntaxKind.MultiplyExpression => Number(a.Number * b.Number, integer),
            SyntaxKind.DivideExpression when integer => b.Number == 0 ? null : Number(Math.Truncate(a.Number / b.Number), true),
            SyntaxKind.DivideExpression => Number(a.Number / b.Number, false),
            SyntaxKind.ModuloExpression => b.Number == 0 && integer ? null : Number(a.Number % b.Number, integer),
            SyntaxKind.LeftShiftExpression when IsShift(integer, b) => Number(a.Number * Math.Pow(2, b.Number), true),
            SyntaxKind.RightShiftExpression when IsShift(integer, b) => Number(Math.Floor(a.Number / Math.Pow(2, b.Number)), true),
            SyntaxKind.UnsignedRightShiftExpression when IsShift(integer, b) && a.Number >= 0 =>
                Number(Math.Floor(a.Number / Math.Pow(2, b.Number)), true),
            SyntaxKind.BitwiseAndExpression when integer => Number((long)a.Number & (long)b.Number, true),
            SyntaxKind.BitwiseOrExpression when integer => Number((long)a.Number | (long)b.Number, true),
            SyntaxKind.ExclusiveOrExpression when integer => Number((long)a.Number ^ (long)b.Number, true),
            SyntaxKind.LessThanExpression => new BoolValue(a.Number < b.Number),
            SyntaxKind.LessThanOrEqualExpression => new BoolValue(a.Number <= b.Number),
            SyntaxKind.GreaterThanExpression => new BoolValue(a.Number > b.Number),
            SyntaxKind.GreaterThanOrEqualExpression => new BoolValue(a.Number >= b.Number),
            SyntaxKind.EqualsExpression => new BoolValue(a.Number == b.Number),
            SyntaxKind.NotEqualsExpression => new BoolValue(a.Number != b.Number),
            _ => null,
        };
    }

    /// <summary>
    /// Whether a whole number of C#'s type has this value; an unknown type is <c>int</c>, and of <c>long</c> the numbers count that a double holds
    /// exactly.
    /// </summary>
    public static bool Holds(SpecialType type, double number) => type switch
    {
        SpecialType.System_SByte => number >= sbyte.MinValue && number <= sbyte.MaxValue,
        SpecialType.System_Byte => number >= byte.MinValue && number <= byte.MaxValue,
        SpecialType.System_Int16 => number >= short.MinValue && number <= short.MaxValue,
        SpecialType.System_UInt16 => number >= ushort.MinValue && number <= ushort.MaxValue,
        SpecialType.System_UInt32 => number >= uint.MinValue && number <= uint.MaxValue,
        SpecialType.System_UInt64 => number >= 0 && number <= MostExact,
        SpecialType.System_Int64 or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal =>
            Math.Abs(number) <= MostExact,
        _ => number >= int.MinValue && number <= int.MaxValue,
    };

    private const double MostExact = 1L << 53;

    /// <summary>Where C# neither masks the count nor loses bits that a double holds.</summary>
    private static bool IsShift(bool integer, NumberValue count) => integer && count.Number is >= 0 and < 32;

    /// <summary>A whole number is exact.</summary>
    private static NumberValue? Number(double number, bool isInteger) =>
        isInteger && Math.Abs(number) > MostExact ? null : new(number, isInteger);
}
