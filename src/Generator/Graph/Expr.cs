using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>A value computed at every point of a nest's box.</summary>
internal abstract record Expr;

/// <summary>An element of another node's tensor; reads outside the tensor give <c>Fill</c>.</summary>
internal sealed record LoadExpr(int Node, EquatableArray<Affine> Access, float Fill = 0) : Expr;

internal sealed record ConstExpr(float Value) : Expr;

/// <summary>The value of an affine form of the box indices, as a float.</summary>
internal sealed record IndexExpr(Affine Value) : Expr;

/// <summary>In an epilogue only: the finished accumulator.</summary>
internal sealed record AccumulatorExpr : Expr;

internal sealed record UnaryExpr(UnaryKind Kind, Expr Operand) : Expr;

internal sealed record BinaryExpr(BinaryKind Kind, Expr Left, Expr Right) : Expr;

/// <summary><c>Left kind Right ? Then : Else</c>; false when either side is NaN.</summary>
internal sealed record SelectExpr(CompareKind Kind, Expr Left, Expr Right, Expr Then, Expr Else) : Expr;

internal enum UnaryKind
{
    Negate,
    Abs,
    Sqrt,
    Exp,
    Expm1,
    Log,
    Log1p,
    Tanh,
    Sigmoid,
    Erf,
    Softplus,
    Sin,
    Cos,
    Round,
}

/// <summary>
/// Max is <c>a &gt; b ? a : b</c>, Min <c>a &lt; b ? a : b</c>: the second operand when either is NaN. Largest and Smallest are NaN then.
/// </summary>
internal enum BinaryKind
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Max,
    Min,
    Largest,
    Smallest,
}

internal enum CompareKind
{
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
}
