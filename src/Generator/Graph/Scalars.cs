namespace NetCompiler.Generator.Graph;

/// <summary>Short names for expressions.</summary>
internal static class Scalars
{
    public static Expr Number(double value) => new ConstExpr((float)value);

    public static Expr Add(Expr a, Expr b) => new BinaryExpr(BinaryKind.Add, a, b);

    public static Expr Subtract(Expr a, Expr b) => new BinaryExpr(BinaryKind.Subtract, a, b);

    public static Expr Times(Expr a, Expr b) => new BinaryExpr(BinaryKind.Multiply, a, b);

    public static Expr Over(Expr a, Expr b) => new BinaryExpr(BinaryKind.Divide, a, b);

    /// <summary><c>a &gt; b ? a : b</c>; with the constant first, NaN comes through.</summary>
    public static Expr Max(Expr a, Expr b) => new BinaryExpr(BinaryKind.Max, a, b);

    /// <summary><c>a &lt; b ? a : b</c>; with the constant first, NaN comes through.</summary>
    public static Expr Min(Expr a, Expr b) => new BinaryExpr(BinaryKind.Min, a, b);

    /// <summary>The larger one; NaN when either is.</summary>
    public static Expr Largest(Expr a, Expr b) => new BinaryExpr(BinaryKind.Largest, a, b);

    /// <summary>The smaller one; NaN when either is.</summary>
    public static Expr Smallest(Expr a, Expr b) => new BinaryExpr(BinaryKind.Smallest, a, b);

    public static Expr Apply(UnaryKind kind, Expr x) => new UnaryExpr(kind, x);

    public static Expr Where(Expr left, CompareKind kind, Expr right, Expr then, Expr otherwise) =>
        new SelectExpr(kind, left, right, then, otherwise);
}
