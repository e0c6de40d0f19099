using System;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Functions of elements. Comparisons give 1 or 0 and have no gradient.</summary>
internal enum ElementFunction
{
    Identity,
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Where,
    Negate,
    Exp,
    Log,
    Log1p,
    Expm1,
    Sqrt,
    Abs,
    Square,
    Erf,
    Reciprocal,
    Sin,
    Cos,
    Floor,
    Ceil,
    Round,
    Trunc,
    Sign,
    Mod,
    Fmod,
    Pow,
    Clip,
    And,
    Or,
    Xor,
    Not,
}

/// <summary>Everything about a function of elements.</summary>
/// <param name="Words">Its name in messages: a function's, or an operator.</param>
/// <param name="IsCallable">Whether methods call it by its name; else it is an operator's.</param>
/// <param name="Formula">Its value from the elements at a place.</param>
internal sealed record ElementCard(string Words, bool IsCallable, Func<Expr[], Expr> Formula)
{
    // A function without a row does not compile. The compiler also asks for numbers that name no member: nothing makes those.
#pragma warning disable CS8524
    /// <summary>A row for each function.</summary>
    public static ElementCard Of(ElementFunction function) => function switch
    {
        ElementFunction.Identity => Operator("Identity", x => x[0]),
        ElementFunction.Add => Operator("+", x => Add(x[0], x[1])),
        ElementFunction.Subtract => Operator("-", x => Subtract(x[0], x[1])),
        ElementFunction.Multiply => Operator("*", x => Times(x[0], x[1])),
        ElementFunction.Divide => Operator("/", x => Over(x[0], x[1])),
        ElementFunction.Maximum => Named(function, x =>
            x[1] is ConstExpr ? Max(x[1], x[0]) : x[0] is ConstExpr ? Max(x[0], x[1]) : Largest(x[0], x[1])),
        ElementFunction.Minimum => Named(function, x =>
            x[1] is ConstExpr ? Min(x[1], x[0]) : x[0] is ConstExpr ? Min(x[0], x[1]) : Smallest(x[0], x[1])),
        ElementFunction.Equal => Named(function, x => Holds(x[0], CompareKind.Equal, x[1])),
        ElementFunction.Greater => Operator(">", x => Holds(x[0], CompareKind.Greater, x[1])),
        ElementFunction.GreaterOrEqual => Operator(">=", x => Holds(x[0], CompareKind.GreaterOrEqual, x[1])),
        ElementFunction.Less => Operator("<", x => Holds(x[0], CompareKind.Less, x[1])),
        ElementFunction.LessOrEqual => Operator("<=", x => Holds(x[1], CompareKind.GreaterOrEqual, x[0])),
        ElementFunction.Where => Named(function, x => Where(x[0], CompareKind.Equal, Number(0), x[2], x[1])),
        ElementFunction.Negate => Operator("Negate", x => Apply(UnaryKind.Negate, x[0])),
        ElementFunction.Exp => Named(function, x => Apply(UnaryKind.Exp, x[0])),
        ElementFunction.Log => Named(function, x => Apply(UnaryKind.Log, x[0])),
        ElementFunction.Log1p => Named(function, x => Apply(UnaryKind.Log1p, x[0])),
        ElementFunction.Expm1 => Named(function, x => Apply(UnaryKind.Expm1, x[0])),
        ElementFunction.Sqrt => Named(function, x => Apply(UnaryKind.Sqrt, x[0])),
        ElementFunction.Abs => Named(function, x => Apply(UnaryKind.Abs, x[0])),
        ElementFunction.Square => Named(function, x => Times(x[0], x[0])),
        ElementFunction.Erf => Named(function, x => Apply(UnaryKind.Erf, x[0])),
        ElementFunction.Reciprocal => Named(function, x => Over(Number(1), x[0])),
        ElementFunction.Sin => Named(function, x => Apply(UnaryKind.Sin, x[0])),
        ElementFunction.Cos => Named(function, x => Apply(UnaryKind.Cos, x[0])),
        ElementFunction.Floor => Named(function, x => Rounding.Down(x[0])),
        ElementFunction.Ceil => Named(function, x => Rounding.Up(x[0])),
        ElementFunction.Round => Named(function, x => Apply(UnaryKind.Round, x[0])),
        ElementFunction.Trunc => Named(function, x => Rounding.TowardsZero(x[0])),
        ElementFunction.Sign => Named(function, x => Rounding.Sign(x[0])),
        ElementFunction.Mod => Named(function, x => Rounding.Modulo(x[0], x[1])),
        ElementFunction.Fmod => Named(function, x => Rounding.Remainder(x[0], x[1])),
        ElementFunction.Pow => Named(function, x => Powers.Of(x[0], x[1])),
        ElementFunction.Clip => Named(function, x => Of(ElementFunction.Minimum).Formula([Of(ElementFunction.Maximum).Formula([x[0], x[1]]), x[2]])),
        ElementFunction.And => Named(function, x => Where(x[0], CompareKind.Equal, Number(0), Number(0), Truth(x[1]))),
        ElementFunction.Or => Named(function, x => Where(x[0], CompareKind.Equal, Number(0), Truth(x[1]), Number(1))),
        ElementFunction.Xor => Named(function, x =>
            Where(x[0], CompareKind.Equal, Number(0), Truth(x[1]), Holds(x[1], CompareKind.Equal, Number(0)))),
        ElementFunction.Not => Named(function, x => Holds(x[0], CompareKind.Equal, Number(0))),
    };
#pragma warning restore CS8524

    /// <summary>The function that methods call by this name; null for none.</summary>
    public static ElementFunction? Called(string name) =>
        Enum.TryParse(name, out ElementFunction function) && Of(function).IsCallable ? function : null;

    private static ElementCard Operator(string words, Func<Expr[], Expr> formula) => new(words, false, formula);

    private static ElementCard Named(ElementFunction function, Func<Expr[], Expr> formula) => new(function.ToString(), true, formula);

    private static Expr Truth(Expr x) => Where(x, CompareKind.Equal, Number(0), Number(0), Number(1));

    private static Expr Holds(Expr left, CompareKind kind, Expr right) => Where(left, kind, right, Number(1), Number(0));
}
