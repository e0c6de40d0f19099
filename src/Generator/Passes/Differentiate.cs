using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// Adds the gradients of the samples' losses, each weighted by its scale, or of the prediction's elements, each with a weight of its own: reverse
/// mode, in which each
/// node knows what it passes on.
/// </summary>
internal static class Differentiate
{
    /// <summary>The graph with outputs for the gradient of every trainable parameter and, if asked for, of the input.</summary>
    public static TensorGraph Run(TensorGraph graph, bool inputGradient) => Run(
        GroupLoops.Run(graph), new(Parameters: true, inputGradient), OutputKind.SampleLoss,
        new("scale", new([TensorGraph.Batch]), InputKind.Scale), keepsOutputs: true);

    /// <summary>The graph whose one output is the gradient, with respect to the input, of the prediction's elements times their weights.</summary>
    public static TensorGraph OfPrediction(TensorGraph graph)
    {
        Node prediction = graph.Nodes[graph.Outputs.First(o => o.Kind == OutputKind.Prediction).Node];
        return Run(
            GroupLoops.Run(graph), new(Parameters: false, Input: true), OutputKind.Prediction,
            new("output_weights", prediction.Shape, InputKind.OutputWeights), keepsOutputs: false);
    }

    /// <param name="start">The output whose gradient is asked for.</param>
    /// <param name="seed">What is multiplied with it.</param>
    /// <param name="keepsOutputs">Whether there are outputs beside the gradients.</param>
    private static TensorGraph Run(TensorGraph graph, GradientWish wish, OutputKind start, InputNode seed, bool keepsOutputs)
    {
        var parts = new GradientParts(graph, wish);
        int first = graph.Outputs.First(o => o.Kind == start).Node;
        parts.Add(first, parts.Builder.Add(seed));
        parts.Propagate(first);
        var outputs = new List<GraphOutput>(keepsOutputs ? graph.Outputs : []);
        for (int id = 0; id < graph.Nodes.Count; id++)
        {
            if (parts.IsNeeded(id) && graph.Nodes[id].OutputOfGradient(0) is { } output)
            {
                bool isSparse = graph.Nodes[id] is ParameterNode { SparseUpdates: true };
                outputs.AddRange((isSparse ? parts.PartsOf(id) : [parts.TotalOrZero(id)]).Select(part => output with { Node = part }));
            }
        }

        return GroupLoops.Run(new(parts.Builder.Nodes, new(outputs.OrderBy(o => o.Kind).ThenBy(o => o.Index)), parts.Builder.Loops));
    }
}
