using System;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// <c>Vector256</c> by explicit intrinsics only: in native code that decides about AVX2 at run time the portable methods are slow.
/// </summary>
internal sealed class Avx2Text : VectorText
{
    public override string Type => "Floats8";

    public override int Lanes => 8;

    public override string Spread(string scalar) => "Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(" + scalar + "))";

    public override string Create(float[] lanes) => "Vector256.Create(" + CSharpText.List(lanes) + ")";

    public override string Unary(UnaryKind kind, string x) => kind switch
    {
        UnaryKind.Negate => "Avx.Xor(" + x + ", " + Constant(-0f) + ")",
        UnaryKind.Abs => "Avx.AndNot(" + Constant(-0f) + ", " + x + ")",
        UnaryKind.Sqrt => "Avx.Sqrt(" + x + ")",
        _ => "Math256." + FunctionOf(kind) + "(" + x + ")",
    };

    public override string Binary(BinaryKind kind, string a, string b) => "Avx." + kind + "(" + a + ", " + b + ")";

    public override string MultiplyAdd(string a, string b, string c) => "Fma.MultiplyAdd(" + a + ", " + b + ", " + c + ")";

    public override string Select(CompareKind kind, string a, string b, string then, string otherwise) =>
        "Avx.BlendVariable(" + otherwise + ", " + then + ", Avx.Compare(" + a + ", " + b + ", FloatComparisonMode." + ModeOf(kind) + "))";

    public override string Join(BinaryKind kind, string[] parts, Func<string, string, string> bind)
    {
        var four = bind("Floats4", "Sse." + kind + "(Avx.ExtractVector128(" + parts[0] + ", 0), Avx.ExtractVector128(" + parts[0] + ", 1))");
        var two = bind("Floats4", "Sse." + kind + "(" + four + ", Sse.MoveHighToLow(" + four + ", " + four + "))");
        return "Sse." + kind + "Scalar(" + two + ", Sse.Shuffle(" + two + ", " + two + ", 1)).ToScalar()";
    }

    /// <summary>Ordered: false when either side is NaN.</summary>
    public static string ModeOf(CompareKind kind) => kind switch
    {
        CompareKind.Equal => "OrderedEqualNonSignaling",
        CompareKind.Greater => "OrderedGreaterThanNonSignaling",
        CompareKind.GreaterOrEqual => "OrderedGreaterThanOrEqualNonSignaling",
        CompareKind.Less => "OrderedLessThanNonSignaling",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
