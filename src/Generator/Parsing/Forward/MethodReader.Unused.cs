using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>What a method computes or is given for nothing.</content>
internal sealed partial class MethodReader
{
    /// <summary>The calls of layers, and those that are statements, of the method and of all that it calls.</summary>
    private readonly List<(string Name, LocationInfo Where, List<int> Nodes)> _calls = caller?._calls ?? [];

    /// <summary>The first node that the method adds: those before it are its arguments, and what others did.</summary>
    private readonly int _first = context.Graph.Nodes.Count;

    /// <summary>Warns of results and parameters that what the method gave is not computed from.</summary>
    public void ReportUnused(IReadOnlyList<Value?> arguments, Value? result)
    {
        if (result is null || context.Problems.HasErrors)
        {
            return;
        }

        HashSet<int> used = context.Graph.Behind(Nodes(result), _first);
        for (int i = 0; i < arguments.Count; i++)
        {
            Microsoft.CodeAnalysis.IParameterSymbol parameter = _method.Parameters[i];
            if (arguments[i] is { } argument && !parameter.Name.StartsWith("_", System.StringComparison.Ordinal)
                && !Nodes(argument).Any(used.Contains))
            {
                Unused("The parameter '" + parameter.Name + "'", LocationInfo.Of(parameter.Locations[0]));
            }
        }

        // A loop may use the result of one round and not that of the next.
        IEnumerable<IGrouping<LocationInfo, (string Name, LocationInfo Where, List<int> Nodes)>> unused =
            _calls.GroupBy(call => call.Where).Where(rounds => !rounds.Any(call => call.Nodes.Any(used.Contains))).Reverse();
        var said = new HashSet<int>();
        foreach (IGrouping<LocationInfo, (string Name, LocationInfo Where, List<int> Nodes)> rounds in unused)
        {
            var nodes = rounds.SelectMany(call => call.Nodes).ToList();
            if (!nodes.Any(said.Contains))
            {
                Unused("The result of '" + rounds.First().Name + "'", rounds.Key);
            }

            said.UnionWith(context.Graph.Behind(nodes, _first));
        }
    }

    private void Unused(string what, LocationInfo where) =>
        context.Problems.Add(Descriptors.NeverUsed, where, what, "the method '" + _method.Name + "'");

    /// <summary>Notes a call whose result must go somewhere.</summary>
    private void NoteCall(string name, LocationInfo where, Value? result)
    {
        if (result is not null && Nodes(result).ToList() is { Count: > 0 } nodes)
        {
            _calls.Add((name, where, nodes));
        }
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        var other => other.ToString(),
    };

    private static IEnumerable<int> Nodes(Value value) => value switch
    {
        TensorValue tensor => [tensor.Node],
        ListValue list => list.Items.OfType<Value>().SelectMany(Nodes),
        _ => [],
    };
}
