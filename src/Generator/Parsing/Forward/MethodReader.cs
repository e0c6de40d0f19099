using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>
/// Reads one call of a method over tensors as an interpreter would run it: numbers and truth values are computed, loops unrolled, calls of other methods read
/// in turn, and what tensors go through becomes nodes. Names are looked up in the source, because the half of the class that declares the functions is not
/// written yet.
/// </summary>
/// <param name="owner">The class that the method belongs to.</param>
/// <param name="prefix">Stands before the names of the class's layers.</param>
/// <param name="depth">Calls around this one.</param>
internal sealed partial class MethodReader(ReadingContext context, ClassReader owner, string prefix, int depth = 0)
{
    private const int MostCalls = 64;

    private readonly Dictionary<string, Value?> _locals = [];
    private SemanticModel _model = null!;
    private Flow _flow;
    private Value? _result;

    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    /// <summary>Reads the method's body; null after a fault, which is reported.</summary>
    /// <param name="arguments">A value for each parameter; null for one at fault.</param>
    public Value? Run(IMethodSymbol method, IReadOnlyList<Value?> arguments, LocationInfo? call)
    {
        var syntax = method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(context.Token)).FirstOrDefault(HasBody);
        if (syntax is null || depth > MostCalls)
        {
            var where = call ?? LocationInfo.Of(method.Locations[0]);
            if (syntax is null)
            {
                context.Problems.Add(Descriptors.NoBody, where, method.Name);
            }
            else
            {
                context.Problems.Add(Descriptors.DoesNotEnd, where, "more than " + Support.Invariant.Text(MostCalls) + " calls in each other");
            }

            return null;
        }

        _model = context.ModelOf(syntax.SyntaxTree);
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            _locals[method.Parameters[i].Name] = i < arguments.Count ? arguments[i] : null;
        }

        var (body, expression) = syntax switch
        {
            MethodDeclarationSyntax m => (m.Body, m.ExpressionBody),
            LocalFunctionStatementSyntax f => (f.Body, f.ExpressionBody),
            _ => (null, null),
        };
        if (expression is not null)
        {
            return Read(expression.Expression);
        }

        Run(body!);
        return _flow == Flow.Return ? _result : method.ReturnsVoid ? new NoValue() : null;
    }

    private static bool HasBody(SyntaxNode node) => node is MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null }
        or LocalFunctionStatementSyntax { Body: not null } or LocalFunctionStatementSyntax { ExpressionBody: not null };

    private void Run(StatementSyntax statement)
    {
        if (!context.Step(statement))
        {
            (_flow, _result) = (Flow.Return, null);
            return;
        }

        switch (statement)
        {
            case BlockSyntax block:
                RunBlock(block);
                break;
            case LocalDeclarationStatementSyntax local:
                Declare(local.Declaration);
                break;
            case ExpressionStatementSyntax expression:
                Read(expression.Expression);
                break;
            case ReturnStatementSyntax { Expression: var value }:
                _result = value is null ? new NoValue() : Read(value);
                _flow = Flow.Return;
                break;
            case IfStatementSyntax branch:
                RunIf(branch);
                break;
            case ForStatementSyntax loop:
                RunFor(loop);
                break;
            case ForEachStatementSyntax loop:
                RunForEach(loop);
                break;
            case WhileStatementSyntax loop:
                while (Condition(loop.Condition) == true && Repeats(loop.Statement))
                {
                }

                EndLoop();
                break;
            case BreakStatementSyntax:
                _flow = Flow.Break;
                break;
            case ContinueStatementSyntax:
                _flow = Flow.Continue;
                break;
            case EmptyStatementSyntax or LocalFunctionStatementSyntax:
                break;
            default:
                Unreadable(statement, "this statement");
                (_flow, _result) = (Flow.Return, null);
                break;
        }
    }

    private void RunBlock(BlockSyntax block)
    {
        foreach (var statement in block.Statements)
        {
            Run(statement);
            if (_flow != Flow.Next)
            {
                break;
            }
        }
    }

    private void Declare(VariableDeclarationSyntax declaration)
    {
        foreach (var variable in declaration.Variables)
        {
            _locals[variable.Identifier.ValueText] = variable.Initializer is null ? null : Read(variable.Initializer.Value);
        }
    }

    private void RunIf(IfStatementSyntax branch)
    {
        switch (Condition(branch.Condition))
        {
            case true:
                Run(branch.Statement);
                break;
            case false when branch.Else is { } otherwise:
                Run(otherwise.Statement);
                break;
            case null:
                (_flow, _result) = (Flow.Return, null);
                break;
        }
    }

    private void RunFor(ForStatementSyntax loop)
    {
        if (loop.Declaration is not null)
        {
            Declare(loop.Declaration);
        }

        foreach (var start in loop.Initializers)
        {
            Read(start);
        }

        while ((loop.Condition is null ? true : Condition(loop.Condition)) == true && Repeats(loop.Statement))
        {
            foreach (var step in loop.Incrementors)
            {
                Read(step);
            }
        }

        EndLoop();
    }

    private void RunForEach(ForEachStatementSyntax loop)
    {
        var items = Read(loop.Expression);
        if (items is not ListValue list)
        {
            if (items is not null)
            {
                Expected(loop.Expression, "an array", items);
            }

            (_flow, _result) = (Flow.Return, null);
            return;
        }

        foreach (var item in list.Items)
        {
            _locals[loop.Identifier.ValueText] = item;
            if (!Repeats(loop.Statement))
            {
                break;
            }
        }

        EndLoop();
    }

    /// <summary>Runs the body of a loop once; false when the loop ends with it.</summary>
    private bool Repeats(StatementSyntax body)
    {
        if (!context.Step(body))
        {
            (_flow, _result) = (Flow.Return, null);
            return false;
        }

        Run(body);
        if (_flow == Flow.Continue)
        {
            _flow = Flow.Next;
        }

        return _flow == Flow.Next;
    }

    private void EndLoop()
    {
        if (_flow == Flow.Break)
        {
            _flow = Flow.Next;
        }
    }

    /// <summary>Null after a fault, which also ends the method.</summary>
    private bool? Condition(ExpressionSyntax expression)
    {
        switch (Read(expression))
        {
            case BoolValue truth:
                return truth.Truth;
            case { } other:
                Expected(expression, "a condition that is known while compiling", other);
                goto default;
            default:
                (_flow, _result) = (Flow.Return, null);
                return null;
        }
    }

    private Value? Unreadable(SyntaxNode node, string what)
    {
        context.Problems.Add(Descriptors.Unreadable, LocationInfo.Of(node.GetLocation()), what);
        return null;
    }

    private Value? Expected(SyntaxNode node, string wanted, Value found)
    {
        context.Problems.Add(Descriptors.NotConstant, LocationInfo.Of(node.GetLocation()), node.ToString(), found.Kind, wanted);
        return null;
    }
}
