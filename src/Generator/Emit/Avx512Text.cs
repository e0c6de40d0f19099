using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Emit;

/// <summary><c>Vector512</c>; elementary functions go by halves of eight.</summary>
internal sealed class Avx512Text : VectorText
{
    public override string Type => "Floats16";

    public override int Lanes => 16;

    public override string Spread(string scalar) => "Avx512F.BroadcastScalarToVector512(Vector128.CreateScalarUnsafe(" + scalar + "))";

    public override string Create(float[] lanes) => "Vector512.Create(" + CSharpText.List(lanes) + ")";

    // AVX-512F has the bitwise operations for integers only.
    public override string Unary(UnaryKind kind, string x) => kind switch
    {
        UnaryKind.Negate => "Avx512F.Xor(" + x + ".AsInt32(), " + Constant(-0f) + ".AsInt32()).AsSingle()",
        UnaryKind.Abs => "Avx512F.AndNot(" + Constant(-0f) + ".AsInt32(), " + x + ".AsInt32()).AsSingle()",
        UnaryKind.Sqrt => "Avx512F.Sqrt(" + x + ")",
        _ => "Vector512.Create(Math256." + FunctionOf(kind) + "(" + x + ".GetLower()), Math256." + FunctionOf(kind) + "(" + x + ".GetUpper()))",
    };

    public override string Binary(BinaryKind kind, string a, string b) => "Avx512F." + kind + "(" + a + ", " + b + ")";

    public override string MultiplyAdd(string a, string b, string c) => "Avx512F.FusedMultiplyAdd(" + a + ", " + b + ", " + c + ")";

    public override string Select(CompareKind kind, string a, string b, string then, string otherwise) =>
        "Avx512F.BlendVariable(" + otherwise + ", " + then + ", Avx512F.Compare(" + a + ", " + b
        + ", FloatComparisonMode." + Avx2Text.ModeOf(kind) + "))";

    public override bool Repeats(UnaryKind kind) => kind is not (UnaryKind.Negate or UnaryKind.Abs or UnaryKind.Sqrt);
}
