using System;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// What an expression can be among phases: computed from wholes, or linear in parts, that is a sum of parts times wholes; 0 can be both.
/// </summary>
internal static class LinearParts
{
    [Flags]
    private enum Roles
    {
        Whole = 1,
        Linear = 2,
    }

    /// <param name="isPart">Whether a node is a part.</param>
    public static bool IsLinear(Expr expression, Func<int, bool> isPart) => (RolesOf(expression, isPart) & Roles.Linear) != 0;

    private static Roles RolesOf(Expr expression, Func<int, bool> isPart)
    {
        Roles Of(Expr part) => RolesOf(part, isPart);
        return expression switch
        {
            LoadExpr load => isPart(load.Node) ? Roles.Linear : Roles.Whole,
            ConstExpr { Value: 0 } => Roles.Whole | Roles.Linear,
            UnaryExpr { Kind: UnaryKind.Negate } u => Of(u.Operand),
            UnaryExpr u => Of(u.Operand) & Roles.Whole,
            BinaryExpr { Kind: BinaryKind.Add or BinaryKind.Subtract } b => Of(b.Left) & Of(b.Right),
            BinaryExpr { Kind: BinaryKind.Multiply } b => Product(Of(b.Left), Of(b.Right)) | Product(Of(b.Right), Of(b.Left)),
            BinaryExpr { Kind: BinaryKind.Divide } b => Product(Of(b.Left), Of(b.Right)),
            BinaryExpr b => Of(b.Left) & Of(b.Right) & Roles.Whole,
            SelectExpr s => Product(Of(s.Then) & Of(s.Else), Of(s.Left) & Of(s.Right)),
            _ => Roles.Whole,
        };
    }

    /// <summary>Something times a factor, which must be whole.</summary>
    private static Roles Product(Roles value, Roles factor) => (factor & Roles.Whole) != 0 ? value : 0;
}
