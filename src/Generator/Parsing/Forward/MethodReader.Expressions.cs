using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>Expressions.</content>
internal sealed partial class MethodReader
{
    private static readonly Dictionary<SyntaxKind, ElementFunction> Operators = new()
    {
        [SyntaxKind.AddExpression] = ElementFunction.Add,
        [SyntaxKind.SubtractExpression] = ElementFunction.Subtract,
        [SyntaxKind.MultiplyExpression] = ElementFunction.Multiply,
        [SyntaxKind.DivideExpression] = ElementFunction.Divide,
        [SyntaxKind.GreaterThanExpression] = ElementFunction.Greater,
        [SyntaxKind.GreaterThanOrEqualExpression] = ElementFunction.GreaterOrEqual,
        [SyntaxKind.LessThanExpression] = ElementFunction.Less,
        [SyntaxKind.LessThanOrEqualExpression] = ElementFunction.LessOrEqual,
    };

    private static readonly Dictionary<SyntaxKind, SyntaxKind> Compound = new()
    {
        [SyntaxKind.AddAssignmentExpression] = SyntaxKind.AddExpression,
        [SyntaxKind.SubtractAssignmentExpression] = SyntaxKind.SubtractExpression,
        [SyntaxKind.MultiplyAssignmentExpression] = SyntaxKind.MultiplyExpression,
        [SyntaxKind.DivideAssignmentExpression] = SyntaxKind.DivideExpression,
        [SyntaxKind.ModuloAssignmentExpression] = SyntaxKind.ModuloExpression,
        [SyntaxKind.LeftShiftAssignmentExpression] = SyntaxKind.LeftShiftExpression,
        [SyntaxKind.RightShiftAssignmentExpression] = SyntaxKind.RightShiftExpression,
        [SyntaxKind.UnsignedRightShiftAssignmentExpression] = SyntaxKind.UnsignedRightShiftExpression,
        [SyntaxKind.AndAssignmentExpression] = SyntaxKind.BitwiseAndExpression,
        [SyntaxKind.OrAssignmentExpression] = SyntaxKind.BitwiseOrExpression,
        [SyntaxKind.ExclusiveOrAssignmentExpression] = SyntaxKind.ExclusiveOrExpression,
    };

    /// <summary>The value of an expression outside of a method, such as an attribute's argument; null after a fault, which is reported.</summary>
    public Value? ReadConstant(ExpressionSyntax expression)
    {
        _model = context.ModelOf(expression.SyntaxTree);
        return Read(expression);
    }

    /// <summary>The expression's value; null after a fault, which is reported.</summary>
    private Value? Read(ExpressionSyntax expression)
    {
        Value? value = ReadPlain(expression);
        return value is NumberValue ? Conversions.To(_model.GetTypeInfo(expression, context.Token).ConvertedType, value, Calls(expression)) : value;
    }

    /// <summary>The value before what C# converts it to at its place.</summary>
    private Value? ReadPlain(ExpressionSyntax expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Read(inner.Expression);
            case LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return ReadName(expression);
            case InvocationExpressionSyntax call:
                return ReadCall(call);
            case AssignmentExpressionSyntax assignment:
                return ReadAssignment(assignment);
            case BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression) } binary:
                return ReadBinary(binary);
            case PrefixUnaryExpressionSyntax unary:
                return ReadPrefix(unary);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                return Read(sure.Operand);
            case PostfixUnaryExpressionSyntax step:
                return ReadStep(step.Operand, step.OperatorToken.IsKind(SyntaxKind.PlusPlusToken) ? 1 : -1, after: false, step);
            case ConditionalExpressionSyntax choice:
                return Condition(choice.Condition) is { } truth ? Read(truth ? choice.WhenTrue : choice.WhenFalse) : null;
            case TupleExpressionSyntax tuple:
                return new ListValue([.. tuple.Arguments.Select(a => Read(a.Expression))], IsTuple: true);
            case ImplicitArrayCreationExpressionSyntax array:
                return ReadItems(array.Initializer);
            case ArrayCreationExpressionSyntax { Initializer: { } items }:
                return ReadItems(items);
            case InitializerExpressionSyntax items:
                return ReadItems(items);
            case CollectionExpressionSyntax collection:
                return ReadCollection(collection);
            case CastExpressionSyntax cast:
                return ReadCast(cast);
            case ElementAccessExpressionSyntax access:
                return ReadElement(access);
            case RangeExpressionSyntax range:
                return ReadRange(range);
            default:
                return Unreadable(expression, Construct.Of(expression));
        }
    }

    private Value? ReadItems(InitializerExpressionSyntax items) => items.Expressions.Any(item => item is InitializerExpressionSyntax)
        ? Unreadable(items, "an array of several dimensions")
        : new ListValue([.. items.Expressions.Select(Read)], IsTuple: false);

    private Value? ReadCollection(CollectionExpressionSyntax collection)
    {
        var items = new List<Value?>();
        foreach (CollectionElementSyntax element in collection.Elements)
        {
            switch (element)
            {
                case ExpressionElementSyntax single:
                    items.Add(Read(single.Expression));
                    break;
                case SpreadElementSyntax spread when Read(spread.Expression) is var all:
                    items.AddRange(all is ListValue { IsTuple: false } list ? list.Items
                        : [all is null ? null : Expected(spread.Expression, "an array", all)]);
                    break;
                default:
                    items.Add(Unreadable(element, Construct.Of(element)));
                    break;
            }
        }

        return new ListValue(items, IsTuple: false);
    }

    /// <summary>A literal, a local, a constant, or a property of a value.</summary>
    private Value? ReadName(ExpressionSyntax expression)
    {
        ISymbol? symbol = _model.GetSymbolInfo(expression, context.Token).Symbol;
        if (expression is IdentifierNameSyntax name && TryLocal(name, out Value? local))
        {
            return local;
        }

        if (symbol is IFieldSymbol { HasConstantValue: true } field && applied.Given is { } given && given.Changes(field, context))
        {
            return given.Of(field)
                ?? new MethodReader(context, applied, owner, prefix).ReadConstant(BlockArguments.Initializer(field, context.Token)!);
        }

        if (_model.GetConstantValue(expression, context.Token) is { HasValue: true, Value: var constant })
        {
            Value? known = Value.Of(constant);
            return known is null || (known is TextValue && expression.Parent is not ArgumentSyntax)
                ? Unreadable(expression, "'" + expression + "', which is neither a number nor a truth value") : known;
        }

        if (expression is MemberAccessExpressionSyntax access && !IsType(access.Expression))
        {
            string member = access.Name.Identifier.ValueText;
            return (Read(access.Expression), member) switch
            {
                (null, _) => null,
                (TensorValue tensor, "Shape") => new ListValue([.. context.Graph[tensor.Node].OutputShape
                    .Select(size => new NumberValue(size, true))], IsTuple: false),
                (ListValue list, "Length" or "Count") => new NumberValue(list.Items.Count, true),
                (ListValue { IsTuple: true } tuple, _) when TupleItem(access, tuple, member) is { } item && item < tuple.Items.Count =>
                    tuple.Items[item],
                _ => Unreadable(expression, "the member '" + member + "'"),
            };
        }

        if (symbol is null && expression is IdentifierNameSyntax { Identifier.ValueText: var unknown } && !context.IsInherited(unknown))
        {
            // The C# compiler says what is wrong with a name that there is not.
            context.Problems.AddUnreported();
            return null;
        }

        return Unreadable(expression, "'" + expression + "', which is no constant");
    }

    /// <summary>The local that a name means here: one of a scope that has ended may hide nothing.</summary>
    private bool TryLocal(IdentifierNameSyntax name, out Value? value)
    {
        value = null;
        return _model.GetSymbolInfo(name, context.Token).Symbol is not (IFieldSymbol or IPropertySymbol)
            && _locals.TryGet(name.Identifier.ValueText, out value);
    }

    private int? TupleItem(MemberAccessExpressionSyntax access, ListValue tuple, string member)
    {
        if (tuple.Names.ToList().IndexOf(member) is >= 0 and var known)
        {
            return known;
        }

        if (_model.GetTypeInfo(access.Expression, context.Token).Type is INamedTypeSymbol { IsTupleType: true } type
            && type.TupleElements.ToList().FindIndex(e => e.Name == member) is >= 0 and var position)
        {
            return position;
        }

        return member.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(member.Substring(4), out int number) && number > 0 ? number - 1
            : null;
    }

    private bool IsType(ExpressionSyntax expression) => _model.GetSymbolInfo(expression, context.Token).Symbol is ITypeSymbol or INamespaceSymbol;

    private Value? ReadBinary(BinaryExpressionSyntax binary)
    {
        SyntaxKind kind = binary.Kind();
        Value? left = Read(binary.Left);
        if (left is BoolValue { Truth: var known } && ((kind == SyntaxKind.LogicalAndExpression && !known)
            || (kind == SyntaxKind.LogicalOrExpression && known)))
        {
            return left;
        }

        return Combine(binary, kind, left, Read(binary.Right));
    }

    private Value? Combine(ExpressionSyntax at, SyntaxKind kind, Value? left, Value? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if ((left, right) is (TensorValue, TensorValue or NumberValue) or (NumberValue, TensorValue))
        {
            return Operators.TryGetValue(kind, out ElementFunction function) ? Calls(at).Element(function, left, right)
                : Unreadable(at, Construct.Of(at) + " on tensors");
        }

        return Held(at, Arithmetic.Binary(kind, left, right))
            ?? Unreadable(at, "an operation on " + left.Kind + " and " + right.Kind + " that has no result");
    }

    /// <summary>A whole number that C# has as the expression's value too; null where it would have overflowed.</summary>
    private Value? Held(ExpressionSyntax at, Value? value) =>
        value is NumberValue { IsInteger: true } number && !Arithmetic.Holds(_model.GetTypeInfo(at, context.Token).Type?.SpecialType
            ?? SpecialType.None, number.Number) ? null : value;

    private Value? ReadPrefix(PrefixUnaryExpressionSyntax unary)
    {
        if (unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression)
        {
            return ReadStep(unary.Operand, unary.IsKind(SyntaxKind.PreIncrementExpression) ? 1 : -1, after: true, unary);
        }

        Value? value = Read(unary.Operand);
        return (unary.Kind(), value) switch
        {
            (_, null) => null,
            (SyntaxKind.UnaryPlusExpression, TensorValue or NumberValue) => value,
            (SyntaxKind.UnaryMinusExpression, NumberValue number) =>
                Held(unary, number with { Number = -number.Number }) ?? Unreadable(unary, Construct.Of(unary) + " that has no result"),
            (SyntaxKind.UnaryMinusExpression, TensorValue) => Calls(unary).Element(ElementFunction.Negate, value),
            (SyntaxKind.LogicalNotExpression, BoolValue truth) => new BoolValue(!truth.Truth),
            (SyntaxKind.IndexExpression, NumberValue { IsInteger: true } number) => new IndexValue(new((int)number.Number, FromEnd: true)),
            _ => Unreadable(unary, Construct.Of(unary) + " on " + value.Kind),
        };
    }

    private Value? ReadStep(ExpressionSyntax operand, int step, bool after, ExpressionSyntax at)
    {
        Value? before = Read(operand);
        if (before is null)
        {
            return null;
        }

        if (operand is not IdentifierNameSyntax name || !TryLocal(name, out _) || before is not NumberValue number)
        {
            return Unreadable(at, Construct.Of(at) + " on " + before.Kind);
        }

        Value? next = Held(operand, Arithmetic.Binary(SyntaxKind.AddExpression, number, new NumberValue(step, number.IsInteger)))
            ?? Unreadable(at, Construct.Of(at) + " that has no result");
        _locals.Set(name.Identifier.ValueText, next);
        return after ? next : before;
    }

    private Value? ReadCast(CastExpressionSyntax cast)
    {
        Value? value = Read(cast.Expression);
        return (value, _model.GetTypeInfo(cast.Type, context.Token).Type) switch
        {
            (null, _) => null,
            (NumberValue number, { SpecialType: SpecialType.System_Int32 }) when Math.Abs(number.Number) <= int.MaxValue =>
                new NumberValue(Math.Truncate(number.Number), true),
            (NumberValue, { SpecialType: SpecialType.System_Single or SpecialType.System_Double } type) => Conversions.To(type, value, Calls(cast)),
            (NumberValue or TensorValue, { } type) when LayerMethod.IsTensor(type) => Conversions.To(type, value, Calls(cast)),
            _ => Unreadable(cast, "a conversion of " + value.Kind + " to '" + cast.Type + "'"),
        };
    }

    private Value? ReadElement(ElementAccessExpressionSyntax access)
    {
        Value? source = Read(access.Expression);
        var places = access.ArgumentList.Arguments.Select(a => Read(a.Expression)).ToList();
        if (source is null || places.Contains(null))
        {
            return null;
        }

        if (source is TensorValue tensor)
        {
            int stray = places.FindIndex(place => place is not (NumberValue { IsInteger: true } or IndexValue or RangeValue));
            return stray < 0 ? Calls(access).Slice(tensor, places!)
                : Expected(access.ArgumentList.Arguments[stray], "a whole number or a range", places[stray]!);
        }

        if (source is not ListValue list || places.Count != 1)
        {
            return Unreadable(access, (places.Count == 1 ? "an element" : "several places") + " of " + source.Kind);
        }

        int? place = places[0] switch
        {
            NumberValue { IsInteger: true } number => (int?)number.Number,
            IndexValue index => index.At.In(list.Items.Count),
            _ => null,
        };
        if (place is null)
        {
            return Expected(access.ArgumentList.Arguments[0], "a whole number", places[0]!);
        }

        if (place < 0 || place >= list.Items.Count)
        {
            context.Problems.Add(
                Descriptors.IndexOutOfRange, LocationInfo.Of(access.GetLocation()), access.Expression.ToString(), Support.Invariant.Text(place.Value),
                "0 to " + Support.Invariant.Text(list.Items.Count - 1));
            return null;
        }

        return list.Items[place.Value];
    }

    private Value? ReadRange(RangeExpressionSyntax range)
    {
        Value? start = range.LeftOperand is null ? new NumberValue(0, true) : Read(range.LeftOperand);
        Value? end = range.RightOperand is null ? new IndexValue(new(0, FromEnd: true)) : Read(range.RightOperand);
        if (start is null || end is null)
        {
            return null;
        }

        return AsPlace(start) is { } from && AsPlace(end) is { } to ? new RangeValue(from, to)
            : Expected(range, "a range of whole numbers", AsPlace(start) is null ? start : end);
    }

    private static Place? AsPlace(Value value) => value switch
    {
        NumberValue { IsInteger: true } number => new Place((int)number.Number, false),
        IndexValue index => index.At,
        _ => null,
    };

    private TensorCalls Calls(SyntaxNode at) => new(context, LocationInfo.Of(at.GetLocation()));
}
