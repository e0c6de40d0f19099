using System;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Pairs of <c>Vector128</c>. Not its Max and Min: their rules for NaN and zeros are others than those of <see cref="BinaryKind"/>.
/// </summary>
internal sealed class PortableText : VectorText
{
    public override string Type => "Floats4";

    public override int Lanes => 4;

    public override int Parts => 2;

    public override string Spread(string scalar) => "Vector128.Create(" + scalar + ")";

    public override string Create(float[] lanes) => "Vector128.Create(" + CSharpText.List(lanes) + ")";

    public override string Unary(UnaryKind kind, string x) => kind switch
    {
        UnaryKind.Negate => "Vector128.Xor(" + x + ", " + Constant(-0f) + ")",
        UnaryKind.Abs => "Vector128.AndNot(" + x + ", " + Constant(-0f) + ")",
        UnaryKind.Sqrt => "Vector128.Sqrt(" + x + ")",
        _ => "Math128." + FunctionOf(kind) + "(" + x + ")",
    };

    public override string Binary(BinaryKind kind, string a, string b) => kind switch
    {
        BinaryKind.Max => Select(CompareKind.Greater, a, b, a, b),
        BinaryKind.Min => Select(CompareKind.Less, a, b, a, b),
        _ => "Vector128." + kind + "(" + a + ", " + b + ")",
    };

    public override string MultiplyAdd(string a, string b, string c) => "Math128.MultiplyAdd(" + a + ", " + b + ", " + c + ")";

    public override string Select(CompareKind kind, string a, string b, string then, string otherwise) =>
        "Vector128.ConditionalSelect(Vector128." + ComparisonOf(kind) + "(" + a + ", " + b + "), " + then + ", " + otherwise + ")";

    public override bool Repeats(BinaryKind kind) => kind is BinaryKind.Max or BinaryKind.Min;

    public override string Join(BinaryKind kind, string[] parts, Func<string, string, string> bind)
    {
        var four = bind(Type, Binary(kind, parts[0], parts[1]));
        var upper = bind(Type, "Vector128.Shuffle(" + four + ", Vector128.Create(2, 3, 0, 1))");
        var two = bind(Type, Binary(kind, four, upper));
        var odd = bind(Type, "Vector128.Shuffle(" + two + ", Vector128.Create(1, 0, 3, 2))");
        return Binary(kind, two, odd) + ".ToScalar()";
    }

    private static string ComparisonOf(CompareKind kind) => kind switch
    {
        CompareKind.Equal => "Equals",
        CompareKind.Greater => "GreaterThan",
        CompareKind.GreaterOrEqual => "GreaterThanOrEqual",
        CompareKind.Less => "LessThan",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
