using System.Numerics;
using NetCompiler.Generator.Graph;
using NetCompiler.Numerics;

namespace NetCompiler.Generator.Tests.Lowering;

/// <summary>The scalar operations of the graph: in float, and those that are the same in every precision in any.</summary>
internal static class Elementary
{
    public static float Unary(UnaryKind kind, float x) => kind switch
    {
        UnaryKind.Negate => -x,
        UnaryKind.Abs => MathF.Abs(x),
        UnaryKind.Sqrt => MathF.Sqrt(x),
        UnaryKind.Exp => MathScalar.Exp(x),
        UnaryKind.Expm1 => MathScalar.Expm1(x),
        UnaryKind.Log => MathScalar.Log(x),
        UnaryKind.Log1p => MathScalar.Log1p(x),
        UnaryKind.Tanh => MathScalar.Tanh(x),
        UnaryKind.Sigmoid => MathScalar.Sigmoid(x),
        UnaryKind.Erf => MathScalar.Erf(x),
        UnaryKind.Softplus => MathScalar.Softplus(x),
        UnaryKind.Sin => MathScalar.Sin(x),
        UnaryKind.Cos => MathScalar.Cos(x),
        UnaryKind.Round => MathF.Round(x),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static T Binary<T>(BinaryKind kind, T a, T b)
        where T : struct, INumber<T> => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Subtract => a - b,
        BinaryKind.Multiply => a * b,
        BinaryKind.Divide => a / b,
        BinaryKind.Max => a > b ? a : b,
        BinaryKind.Min => a < b ? a : b,
        BinaryKind.Largest => a > b || T.IsNaN(a) ? a : b,
        BinaryKind.Smallest => a < b || T.IsNaN(a) ? a : b,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static bool Compare<T>(CompareKind kind, T a, T b)
        where T : struct, INumber<T> => kind switch
    {
        CompareKind.Equal => a == b,
        CompareKind.Greater => a > b,
        CompareKind.GreaterOrEqual => a >= b,
        CompareKind.Less => a < b,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
