using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>Scans: a method of one step, read once, over all steps of a sequence.</content>
internal sealed partial class MethodReader
{
    private const string Scan = "Scan";

    private static readonly string[] ScanParameters = ["step", "sequence", "initial", "reverse", "lengths"];

    /// <summary>The outputs of all steps and the last states.</summary>
    private Value? ReadScan(InvocationExpressionSyntax call)
    {
        var given = new ExpressionSyntax?[ScanParameters.Length];
        for (int i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            ArgumentSyntax argument = call.ArgumentList.Arguments[i];
            int place = argument.NameColon is { } name ? Array.IndexOf(ScanParameters, name.Name.Identifier.ValueText) : i;
            if (place < 0 || place >= given.Length || given[place] is not null)
            {
                return ScanFault(call, "it takes a step, a sequence, the first states, and optionally 'reverse' and 'lengths'");
            }

            given[place] = argument.Expression;
        }

        if (given[0] is not { } step || given[1] is not { } sequence || given[2] is not { } initial)
        {
            return ScanFault(call, "it takes a step, a sequence and the first states");
        }

        bool? reverse = given[3] is { } direction ? Condition(direction) : false;
        (Value? values, Value? states, Value? lengths) = (Read(sequence), Read(initial), given[4] is { } bound ? Read(bound) : new NoValue());
        return reverse is not { } isReverse || values is null or { HasFault: true } || states is null or { HasFault: true } || lengths is null ? null
            : ScanOver(call, step, values, states, isReverse, lengths);
    }

    private Value? ScanOver(InvocationExpressionSyntax call, ExpressionSyntax step, Value values, Value states, bool reverse, Value lengths)
    {
        if (Sources(values) is not { } sequences || Sources(states) is not { } first)
        {
            return ScanFault(call, "its sequence and its first states are tensors, or tuples of them");
        }

        var shapes = sequences.Select(sequence => context.Graph[sequence].OutputShape).ToList();
        if (shapes.Any(shape => shape.Count == 0 || shape[0] != shapes[0][0]))
        {
            return ScanFault(call, "the first axis of a sequence has its steps, the same for all, but the shapes are "
                + string.Join(" and ", shapes.Select(shape => Invariant.Text(shape))));
        }

        if (lengths is not NoValue && (lengths is not TensorValue tensor || context.Graph[tensor.Node].OutputShape.Any(size => size != 1)))
        {
            return ScanFault(call, "the lengths are one number a sample, a tensor of shape [] or [1]");
        }

        if (context.Graph.IsScanning)
        {
            return ScanFault(call, "a scan in a step of another one is not supported");
        }

        var scan = new ScanDraft(context, LocationInfo.Of(call.GetLocation()));
        scan.Begin(sequences, first, shapes[0][0], reverse, lengths is TensorValue counted ? counted.Node : null);
        Value? result = RunStep(step, [Like(values, scan.Steps), Like(states, scan.Before)]);
        return Outcome(call, scan, result);
    }

    /// <summary>What a scan gives, by what its step gave.</summary>
    private Value? Outcome(InvocationExpressionSyntax call, ScanDraft scan, Value? result)
    {
        if (result is null or { HasFault: true })
        {
            scan.Abandon();
            return null;
        }

        if (result is not ListValue { IsTuple: true, Items.Count: 2 } pair || pair.Items[0] is not { } output || pair.Items[1] is not { } next
            || Sources(output) is not { } outputs || Sources(next) is not { } following)
        {
            scan.Abandon();
            return ScanFault(call, "a step gives a tuple of its output and the next states, but this one gives " + result.Kind);
        }

        (List<EquatableArray<int>> before, List<EquatableArray<int>> after) =
            (scan.Before.Select(ShapeOf).ToList(), following.Select(ShapeOf).ToList());
        if (!before.SequenceEqual(after))
        {
            scan.Abandon();
            return ScanFault(call, "the next states have the shapes of those before, " + Texts(before) + ", but this step gives " + Texts(after));
        }

        (IReadOnlyList<int> all, IReadOnlyList<int> last) = scan.End(outputs, following);
        return new ListValue([Like(output, all), Like(next, last)], IsTuple: true) { Names = ["Outputs", "Last"] };
    }

    private EquatableArray<int> ShapeOf(int node) => context.Graph[node].OutputShape;

    private static string Texts(IEnumerable<EquatableArray<int>> shapes) => string.Join(" and ", shapes.Select(shape => Invariant.Text(shape)));

    private Value? ScanFault(InvocationExpressionSyntax call, string fault)
    {
        context.Problems.Add(Descriptors.ScanInvalid, LocationInfo.Of(call.GetLocation()), fault);
        return null;
    }

    /// <summary>The nodes of a tensor, or of a tuple of tensors; null for anything else.</summary>
    private List<int>? Sources(Value value) => value switch
    {
        TensorValue tensor => [tensor.Node],
        NumberValue => [new TensorCalls(context, LocationInfo.Of(_method.Locations[0])).Node(value)],
        ListValue { IsTuple: true } tuple when tuple.Items.All(item => item is TensorValue or NumberValue) =>
            [.. tuple.Items.SelectMany(item => Sources(item!)!)],
        _ => null,
    };

    /// <summary>A tensor, or a tuple of them, as another value is.</summary>
    private static Value Like(Value value, IReadOnlyList<int> nodes) =>
        value is ListValue ? new ListValue([.. nodes.Select(node => new TensorValue(node))], IsTuple: true) : new TensorValue(nodes[0]);

    /// <summary>Reads the method, or the lambda expression, that computes a step.</summary>
    private Value? RunStep(ExpressionSyntax step, List<Value?> arguments)
    {
        if (step is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 2 } parameters } lambda)
        {
            return RunLambda(lambda, [.. parameters.Select(parameter => parameter.Identifier.ValueText)], arguments);
        }

        (string? name, List<IMethodSymbol> candidates, _, _) = Candidates(step);
        if (Bind(candidates, [.. arguments.Select(argument => ((string?)null, argument))], known: null) is { } bound)
        {
            return Call(step, bound);
        }

        context.Problems.Add(Descriptors.ScanInvalid, LocationInfo.Of(step.GetLocation()),
            "'" + name + "' is no method, and no lambda expression, that takes a step of the sequence and the states before it");
        return null;
    }

    private Value? RunLambda(ParenthesizedLambdaExpressionSyntax lambda, string[] parameters, List<Value?> arguments)
    {
        (Scope outer, Flow flow, Value? result) = (_locals, _flow, _result);
        (_locals, _flow) = (new Scope(outer), Flow.Next);
        for (int i = 0; i < parameters.Length; i++)
        {
            _locals.Declare(parameters[i], arguments[i]);
        }

        Value? value = null;
        if (lambda.ExpressionBody is { } expression)
        {
            value = Read(expression);
        }
        else
        {
            Run(lambda.Block!);
            value = _flow == Flow.Return ? _result : null;
        }

        (_locals, _flow, _result) = (outer, flow, result);
        return value;
    }
}
