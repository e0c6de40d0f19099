using System.Linq;

namespace NetCompiler.Generator.Graph;

/// <summary>The functions of an element that are formulas of many operations, not one instruction.</summary>
internal static class ElementaryFunctions
{
    public static bool Has(UnaryKind kind) => kind is not (UnaryKind.Negate or UnaryKind.Abs or UnaryKind.Sqrt or UnaryKind.Round);

    /// <summary>How many an expression has.</summary>
    public static int Count(Expr expression) => Expressions.SelfAndParts(expression).Count(part => part is UnaryExpr unary && Has(unary.Kind));
}
