using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>
/// Reads one call of a method over tensors as an interpreter would run it: numbers and truth values are computed, loops unrolled, calls of other
/// methods read
/// in turn, and what tensors go through becomes nodes. Names are looked up in the source, because the half of the class that declares the functions
/// is not
/// written yet.
/// </summary>
/// <param name="applied">The class whose layers the method may call.</param>
/// <param name="owner">The class that the method belongs to.</param>
/// <param name="prefix">Stands before the names of the class's layers.</param>
/// <param name="caller">The reader of the method that calls this one.</param>
internal sealed partial class MethodReader(ReadingContext context, ClassReader applied, ClassReader owner, string prefix, MethodReader? caller = null)
{
    private const int MostCalls = 64;

    private readonly int _depth = caller is null ? 0 : caller._depth + 1;
    private IMethodSymbol _method = null!;
    private Scope _locals = new(null);
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
        method = method.PartialImplementationPart ?? method;
        SyntaxNode? syntax = method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(context.Token)).FirstOrDefault(HasBody);
        if (syntax is null || _depth > MostCalls)
        {
            LocationInfo where = call ?? LocationInfo.Of(method.Locations[0]);
            if (syntax is null)
            {
                context.Problems.Add(Descriptors.NoBody, where, method.Name);
            }
            else
            {
                context.Endless(where, MostCalls, "calls in each other");
            }

            return null;
        }

        (_method, _model) = (method, context.ModelOf(syntax.SyntaxTree));
        _locals = new(Around(method)?._locals);
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            _locals.Declare(method.Parameters[i].Name, Conversions.To(method.Parameters[i].Type, arguments[i], Calls(syntax)));
        }

        if (method.MethodKind == MethodKind.LocalFunction && NetworkParser.Read(method, context.Token).Count > 0)
        {
            context.Problems.Add(Descriptors.LayerMethodInvalid, LocationInfo.Of(method.Locations[0]), method.Name, "an ordinary method");
            return null;
        }

        return Conversions.To(method.ReturnType, RunBody(method, syntax), Calls(syntax));
    }

    private Value? RunBody(IMethodSymbol method, SyntaxNode syntax)
    {
        (BlockSyntax? body, ArrowExpressionClauseSyntax? expression) = syntax switch
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
        if (_flow == Flow.Return || method.ReturnsVoid)
        {
            return _flow == Flow.Return ? _result : new NoValue();
        }

        // The C# compiler says that not all paths return a value.
        context.Problems.AddUnreported();
        return null;
    }

    /// <summary>The reader of the method around a local function.</summary>
    private MethodReader? Around(IMethodSymbol method)
    {
        MethodReader? reader = method is { MethodKind: MethodKind.LocalFunction, IsStatic: false } ? caller : null;
        while (reader is not null && !SymbolEqualityComparer.Default.Equals(reader._method, method.ContainingSymbol))
        {
            reader = reader.Caller;
        }

        return reader;
    }

    private MethodReader? Caller => caller;

    private static bool HasBody(SyntaxNode node) => node is MethodDeclarationSyntax { Body: not null }
        or MethodDeclarationSyntax { ExpressionBody: not null }
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
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                NoteCall(NameOf(call), LocationInfo.Of(call.GetLocation()), Read(call));
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
            case CommonForEachStatementSyntax loop:
                RunForEach(loop);
                break;
            case WhileStatementSyntax loop:
                while (Condition(loop.Condition) == true && Repeats(loop.Statement))
                {
                }

                EndLoop();
                break;
            case DoStatementSyntax loop:
                while (Repeats(loop.Statement) && Condition(loop.Condition) == true)
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
                Unreadable(statement, Construct.Of(statement));
                (_flow, _result) = (Flow.Return, null);
                break;
        }
    }

    private void RunBlock(BlockSyntax block)
    {
        foreach (StatementSyntax statement in block.Statements)
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
        foreach (VariableDeclaratorSyntax variable in declaration.Variables)
        {
            Value? value = variable.Initializer is null ? null : Read(variable.Initializer.Value);
            _locals.Declare(variable.Identifier.ValueText,
                Conversions.To((_model.GetDeclaredSymbol(variable, context.Token) as ILocalSymbol)?.Type, value, Calls(variable)));
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

        foreach (ExpressionSyntax start in loop.Initializers)
        {
            Read(start);
        }

        while ((loop.Condition is null ? true : Condition(loop.Condition)) == true && Repeats(loop.Statement))
        {
            foreach (ExpressionSyntax step in loop.Incrementors)
            {
                Read(step);
            }
        }

        EndLoop();
    }

    private void RunForEach(CommonForEachStatementSyntax loop)
    {
        Value? items = Read(loop.Expression);
        if (items is not ListValue list)
        {
            if (items is not null)
            {
                Expected(loop.Expression, "an array", items);
            }

            (_flow, _result) = (Flow.Return, null);
            return;
        }

        foreach (Value? item in list.Items)
        {
            if (loop is ForEachVariableStatementSyntax { Variable: var parts })
            {
                Assign(parts, item);
            }
            else if (loop is ForEachStatementSyntax { Identifier.ValueText: var name } single)
            {
                _locals.Declare(name, Conversions.To(_model.GetDeclaredSymbol(single, context.Token)?.Type, item, Calls(loop)));
            }

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

    private Value? Expected(SyntaxNode node, string wanted, Value found) => Expected(node, wanted, found.Kind);

    private Value? Expected(SyntaxNode node, string wanted, string found)
    {
        context.Problems.Add(Descriptors.NotConstant, LocationInfo.Of(node.GetLocation()), node.ToString(), found, wanted);
        return null;
    }
}
