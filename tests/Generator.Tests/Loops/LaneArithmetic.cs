using System.Runtime.Intrinsics;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Tests.Lowering;
using NetCompiler.Numerics;

namespace NetCompiler.Generator.Tests.Loops;

/// <summary>What a dialect does in a lane where rounding may differ.</summary>
internal sealed record LaneArithmetic(Func<float, float, float, float> MultiplyAdd, Func<UnaryKind, float, float> Unary)
{
    /// <summary>One rounding.</summary>
    public static LaneArithmetic Fused { get; } = new(MathScalar.MultiplyAdd, Elementary.Unary);

    /// <summary>Of <see cref="Math128"/>: as <see cref="Fused"/> on Arm, two roundings elsewhere.</summary>
    public static LaneArithmetic Pairs { get; } = new(
        (a, b, c) => Math128.MultiplyAdd(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c)).ToScalar(),
        (kind, x) => Function(kind) is { } function ? function(Vector128.Create(x)).ToScalar() : Elementary.Unary(kind, x));

    private static Func<Vector128<float>, Vector128<float>>? Function(UnaryKind kind) => kind switch
    {
        UnaryKind.Exp => Math128.Exp,
        UnaryKind.Expm1 => Math128.Expm1,
        UnaryKind.Log => Math128.Log,
        UnaryKind.Log1p => Math128.Log1p,
        UnaryKind.Tanh => Math128.Tanh,
        UnaryKind.Sigmoid => Math128.Sigmoid,
        UnaryKind.Erf => Math128.Erf,
        UnaryKind.Softplus => Math128.Softplus,
        UnaryKind.Sin => Math128.Sin,
        UnaryKind.Cos => Math128.Cos,
        _ => null,
    };
}
