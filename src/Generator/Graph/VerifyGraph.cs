using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Checks that a graph keeps the rules of <see cref="TensorGraph"/> and <see cref="Node"/>; each kind of node has its own, and loops have theirs in
/// <see cref="VerifyLoops"/>.
/// </summary>
internal static class VerifyGraph
{
    /// <exception cref="InvalidOperationException">A rule is broken: names the node and the rule, and prints what stands around it.</exception>
    public static void Run(TensorGraph graph)
    {
        for (int id = 0; id < graph.Nodes.Count; id++)
        {
            if (Fault(graph, id) is { } fault)
            {
                throw Report(graph, id, fault);
            }
        }

        CheckUnique(graph, node => node.Name, "another node has the same name");
        CheckUnique(graph, node => node is InputNode input ? (input.Kind, input.Index) : ((InputKind, int)?)null, "another input has the same kind");
        CheckUnique(graph, node => (node as ParameterNode)?.Index, "another parameter has the same index");
        VerifyLoops.Run(graph);
        CheckOutputs(graph);
    }

    private static string? Fault(TensorGraph graph, int id)
    {
        Node node = graph.Nodes[id];
        if (node.Name.Length == 0)
        {
            return "it has no name";
        }

        if (node.Shape.Skip(1).Any(size => size < 1) || (node.Shape.Count > 0 && node.Shape[0] < 1 && !node.IsBatched))
        {
            return "sizes are positive, and only the first may be N";
        }

        return node.Reads.Any(read => read < 0 || read >= id) ? "it reads a node that does not stand before it"
            : node.Loop != Node.NoLoop && (node.Loop < 0 || node.Loop >= graph.Loops.Count) ? "its loop does not exist"
            : node.Fault(graph, id) ?? VerifyLoops.Fault(graph, id);
    }

    private static void CheckUnique<T>(TensorGraph graph, Func<Node, T> key, string fault)
    {
        var seen = new HashSet<T>();
        for (int id = 0; id < graph.Nodes.Count; id++)
        {
            if (key(graph.Nodes[id]) is { } value && !seen.Add(value))
            {
                throw Report(graph, id, fault);
            }
        }
    }

    private static void CheckOutputs(TensorGraph graph)
    {
        var seen = new HashSet<(OutputKind, int)>();
        var parameters = graph.Nodes.OfType<ParameterNode>().Where(p => p.Trainable).ToDictionary(p => p.Index, p => p.Shape);
        foreach (GraphOutput output in graph.Outputs)
        {
            if (output.Node < 0 || output.Node >= graph.Nodes.Count)
            {
                throw new InvalidOperationException($"The output {output.Kind} names node {Invariant.Text(output.Node)}, which does not "
                    + $"exist.\n{PrintGraph.Run(graph)}");
            }

            string? fault = seen.Add((output.Kind, output.Index)) || IsPart(graph, output) ? Fault(graph, parameters, output) : "it is given twice";
            if (fault is not null)
            {
                throw Report(graph, output.Node, "as output " + output.Kind + ": " + fault);
            }
        }
    }

    /// <summary>Whether an output is what one of several gathers adds to a list of rows.</summary>
    private static bool IsPart(TensorGraph graph, GraphOutput output) => output.Kind == OutputKind.ParameterGradient
        && graph.Nodes.Any(node => node is ParameterNode { SparseUpdates: true } table && table.Index == output.Index);

    private static string? Fault(TensorGraph graph, Dictionary<int, EquatableArray<int>> parameters, GraphOutput output)
    {
        EquatableArray<int> shape = graph.Nodes[output.Node].Shape;
        return output.Kind switch
        {
            OutputKind.Prediction => graph.Nodes[output.Node].IsBatched ? null : "it has no row per sample",
            OutputKind.SampleLoss => shape == new EquatableArray<int>([TensorGraph.Batch]) ? null : "its shape is not [N]",
            OutputKind.Places => graph.Nodes.OfType<InputNode>().Any(i => i.Kind == InputKind.Shares && i.Shape == shape)
                ? null : "the shares have another shape",
            OutputKind.KeptStates => graph.Nodes.OfType<InputNode>().Any(i => i.Kind == InputKind.KeptStates && i.Shape == shape)
                ? null : "the states before have another shape",
            OutputKind.ParameterGradient => parameters.TryGetValue(output.Index, out EquatableArray<int> expected) && expected == shape
                ? null : "no trainable parameter with this index has its shape",
            OutputKind.InputGradient => graph.Nodes.OfType<InputNode>().Any(i => i.Kind == InputKind.Data && i.Shape == shape)
                ? null : "the samples have another shape",
            OutputKind.StateUpdate => graph.Nodes.OfType<ParameterNode>().Any(p => !p.Trainable && p.Index == output.Index && p.Shape == shape)
                ? null : "no parameter with this index that is not trained has its shape",
            OutputKind.StreamState => IsKept(graph, InputKind.StreamState, output.Index, shape),
            OutputKind.StreamGiven => IsKept(graph, InputKind.StreamGiven, output.Index, shape),
            _ => "the kind is unknown",
        };
    }

    private static string? IsKept(TensorGraph graph, InputKind kind, int index, EquatableArray<int> shape) =>
        graph.Nodes.OfType<InputNode>().Any(input => input.Kind == kind && input.Index == index && input.Shape == shape)
            ? null : "what is kept with this number has another shape";

    public static InvalidOperationException Report(TensorGraph graph, int id, string fault)
    {
        (int first, int last) = (Math.Max(id - 3, 0), Math.Min(id + 2, graph.Nodes.Count - 1));
        IEnumerable<string> around = Enumerable.Range(first, last - first + 1).Select(i => (i == id ? "> " : "  ") + PrintGraph.Line(graph, i));
        return new($"Node '{graph.Nodes[id].Name}': {fault}.\n{string.Join("\n", around)}");
    }
}
