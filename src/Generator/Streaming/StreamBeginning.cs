using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Streaming;

/// <summary>The graph of what a stream begins with.</summary>
internal static class StreamBeginning
{
    /// <param name="whole">The graph of the whole sequence.</param>
    /// <param name="streamed">The number of the input that is not there yet.</param>
    /// <param name="step">That of a step, whose kept tensors it gives their first values.</param>
    /// <param name="outputs">What of the whole graph is kept.</param>
    /// <returns>Null where nothing is.</returns>
    public static TensorGraph? Run(TensorGraph whole, int streamed, GraphBuilder step, IReadOnlyList<GraphOutput> outputs)
    {
        if (outputs.Count == 0)
        {
            return null;
        }

        TensorGraph used = DropUnused.Run(whole with { Outputs = new(outputs) });
        var builder = new GraphBuilder();
        int[] ids = new int[used.Nodes.Count];
        // A loss' targets and weights are inputs of the graph, too, but nothing that is given.
        var given = Enumerable.Range(0, ids.Length)
            .Where(id => used.Nodes[id] is InputNode { Kind: InputKind.Data } input && input.Index != streamed).ToList();
        Dictionary<int, int> places = AddInputs(builder, used, given);
        AddKept(builder, step);
        for (int id = 0; id < ids.Length; id++)
        {
            if (used.Nodes[id] is not InputNode)
            {
                ids[id] = builder.Add(used.Nodes[id].WithReads(other => ids[other]));
            }
            else if (places.TryGetValue(id, out int input))
            {
                ids[id] = input;
            }
        }

        var firsts = used.Outputs.Select(output => output with { Node = AsKept(builder, step, output, ids[output.Node]) }).ToList();
        TensorGraph graph = GraphRewriter.Rebuilt(used with { Outputs = EquatableArray<GraphOutput>.Empty }, builder.Nodes, id => ids[id]);
        return graph with { Nodes = builder.Nodes, Outputs = new(firsts) };
    }

    /// <summary>The one input, or the parts of a row that holds several.</summary>
    private static Dictionary<int, int> AddInputs(GraphBuilder builder, TensorGraph whole, IReadOnlyList<int> inputs)
    {
        var places = new Dictionary<int, int>();
        var sizes = inputs.Select(id => (int)Expressions.PerSample(whole.Nodes[id].Shape)).ToList();
        if (inputs.Count == 1)
        {
            places[inputs[0]] = builder.Add(new InputNode("input", whole.Nodes[inputs[0]].Shape, InputKind.Data));
        }
        else if (inputs.Count > 1)
        {
            int row = builder.Add(new InputNode("input", new([TensorGraph.Batch, sizes.Sum()]), InputKind.Data));
            for (int i = 0; i < inputs.Count; i++)
            {
                (EquatableArray<int> shape, int offset) = (whole.Nodes[inputs[i]].Shape, sizes.Take(i).Sum());
                places[inputs[i]] = builder.Map(whole.Nodes[inputs[i]].Name, shape, new LoadExpr(
                    row, new([Affine.Of(0), GraphBuilder.RowMajor(shape) + Affine.Number(offset)])));
            }
        }

        return places;
    }

    /// <summary>What the step keeps, by which planning knows where it lies.</summary>
    private static void AddKept(GraphBuilder builder, GraphBuilder step)
    {
        foreach (InputNode kept in step.Nodes.OfType<InputNode>().Where(input => input.Kind is InputKind.StreamState or InputKind.StreamGiven))
        {
            builder.Add(kept);
        }
    }

    /// <summary>A first state as a step's, with its dimension of one step.</summary>
    private static int AsKept(GraphBuilder builder, GraphBuilder step, GraphOutput output, int node)
    {
        InputKind kind = output.Kind == OutputKind.StreamGiven ? InputKind.StreamGiven : InputKind.StreamState;
        EquatableArray<int> shape = step.Nodes.OfType<InputNode>().First(input => input.Kind == kind && input.Index == output.Index).Shape;
        EquatableArray<int> source = builder[node].Shape;
        if (source == shape)
        {
            return node;
        }

        int axis = Enumerable.Range(0, shape.Count).First(d => d == source.Count || shape[d] != source[d]);
        IEnumerable<Affine> forms = Enumerable.Range(0, source.Count).Select(d => Affine.Of(d < axis ? d : d + 1));
        return builder.Map(builder[node].Name + ".first", shape, new LoadExpr(node, new(forms)));
    }
}
