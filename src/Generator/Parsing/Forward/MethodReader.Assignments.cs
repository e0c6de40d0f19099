using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>Assignments to locals, one by one and by the parts of a tuple.</content>
internal sealed partial class MethodReader
{
    private Value? ReadAssignment(AssignmentExpressionSyntax assignment)
    {
        bool compound = Compound.TryGetValue(assignment.Kind(), out SyntaxKind operation);
        if (compound && Target(assignment.Left) is null)
        {
            return Unreadable(assignment.Left, "an assignment to anything but a local");
        }

        Value? value = compound
            ? Combine(assignment, operation, Read(assignment.Left), Read(assignment.Right))
            : assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? Read(assignment.Right) : Unreadable(assignment, Construct.Of(assignment));
        value = Converted(assignment.Left, value);
        Assign(assignment.Left, value);
        return value;
    }

    private void Assign(ExpressionSyntax target, Value? value)
    {
        switch (target)
        {
            case IdentifierNameSyntax when Target(target) is { } name:
                _locals.Set(name, Converted(target, value));
                break;
            case IdentifierNameSyntax when _model.GetSymbolInfo(target, context.Token).Symbol is IDiscardSymbol:
                break;
            case TupleExpressionSyntax tuple:
                AssignParts([.. tuple.Arguments.Select(a => a.Expression)], target, value);
                break;
            case DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names }:
                DeclareParts(names, value);
                break;
            case DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single }:
                _locals.Declare(single.Identifier.ValueText, Converted(target, value));
                break;
            case DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax }:
                break;
            default:
                Unreadable(target, "an assignment to anything but a local");
                break;
        }
    }

    /// <summary>The local that an expression assigns to; null for anything else.</summary>
    private string? Target(ExpressionSyntax target) => target is IdentifierNameSyntax name && TryLocal(name, out _) ? name.Identifier.ValueText
        : null;

    /// <summary>The value as one of the type of what it is assigned to.</summary>
    private Value? Converted(ExpressionSyntax target, Value? value) =>
        Conversions.To(_model.GetTypeInfo(target, context.Token).Type, value, Calls(target));

    private void AssignParts(IReadOnlyList<ExpressionSyntax> targets, ExpressionSyntax at, Value? value)
    {
        IReadOnlyList<Value?>? items = Parts(at, value, targets.Count);
        for (int i = 0; i < targets.Count; i++)
        {
            Assign(targets[i], items?[i]);
        }
    }

    private void DeclareParts(ParenthesizedVariableDesignationSyntax names, Value? value)
    {
        IReadOnlyList<Value?>? items = Parts(names, value, names.Variables.Count);
        for (int i = 0; i < names.Variables.Count; i++)
        {
            switch (names.Variables[i])
            {
                case SingleVariableDesignationSyntax single:
                    _locals.Declare(single.Identifier.ValueText, items?[i]);
                    break;
                case ParenthesizedVariableDesignationSyntax inner:
                    DeclareParts(inner, items?[i]);
                    break;
            }
        }
    }

    private IReadOnlyList<Value?>? Parts(SyntaxNode at, Value? value, int count)
    {
        if (value is ListValue { IsTuple: true } tuple && tuple.Items.Count == count)
        {
            return tuple.Items;
        }

        if (value is not null)
        {
            Expected(at, "a tuple of " + Support.Invariant.Text(count), value is ListValue { IsTuple: true } other
                ? "a tuple of " + Support.Invariant.Text(other.Items.Count) : value.Kind);
        }

        return null;
    }
}
