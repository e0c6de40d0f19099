using System;
using System.Threading;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes.Winograd;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// The passes of each mode, in order. What they are given and what they leave is verified; the tests verify what each of them leaves, which for deep
/// networks
/// takes as long as the passes themselves.
/// </summary>
internal sealed class OptimizeGraph
{
    private readonly Action<string, TensorGraph> _dump;
    private readonly CancellationToken _token;
    private TensorGraph _graph;

    private OptimizeGraph(TensorGraph graph, Action<string, TensorGraph> dump, CancellationToken token)
    {
        (_dump, _token, _graph) = (dump, token, graph);
        VerifyGraph.Run(graph);
        dump("build", graph);
    }

    /// <summary>The prediction and, with a loss, the loss of each sample.</summary>
    /// <param name="dump">Gets each pass's name and the graph after it.</param>
    /// <exception cref="InvalidOperationException">A pass broke a rule of the graph: a fault of the compiler.</exception>
    public static TensorGraph RunInference(ModelSpec spec, Action<string, TensorGraph> dump, CancellationToken token) =>
        RunInference(BuildGraph.Run(spec, training: false), dump, token);

    /// <summary>The same and the gradients.</summary>
    public static TensorGraph RunTraining(ModelSpec spec, Action<string, TensorGraph> dump, CancellationToken token) =>
        RunTraining(BuildGraph.Run(spec, training: true), spec.Options.InputGradient, dump, token);

    /// <param name="graph">As built, whatever it was built from.</param>
    public static TensorGraph RunInference(TensorGraph graph, Action<string, TensorGraph> dump, CancellationToken token) =>
        new OptimizeGraph(graph, dump, token).Optimize(folds: true);

    /// <param name="graph">As built, whatever it was built from.</param>
    public static TensorGraph RunTraining(TensorGraph graph, bool inputGradient, Action<string, TensorGraph> dump, CancellationToken token)
    {
        var optimizer = new OptimizeGraph(graph, dump, token);
        optimizer.Apply("sink activations", SinkActivation.Run);
        optimizer.Apply("trim dead pixels", TrimDeadPixels.Run);
        optimizer.Apply("differentiate", forward => Differentiate.Run(forward, inputGradient));
        return optimizer.Optimize(folds: false);
    }

    /// <summary>The gradient of a weighted sum of the prediction's elements with respect to the input, as the network predicts.</summary>
    /// <param name="graph">As built for prediction, whatever it was built from.</param>
    public static TensorGraph RunInputGradient(TensorGraph graph, Action<string, TensorGraph> dump, CancellationToken token)
    {
        var optimizer = new OptimizeGraph(DropUnused.ForPrediction(graph), dump, token);
        optimizer.Apply("sink activations", SinkActivation.Run);
        optimizer.Apply("trim dead pixels", TrimDeadPixels.Run);
        optimizer.Apply("differentiate", Differentiate.OfPrediction);
        return optimizer.Optimize(folds: false);
    }

    /// <param name="folds">Whether scales may be folded into weights, which rounds in another order.</param>
    private TensorGraph Optimize(bool folds)
    {
        Apply("sink activations", SinkActivation.Run);
        Apply("trim dead pixels", TrimDeadPixels.Run);
        Apply("gather gradients", GatherGradients.Run);
        Apply("join parts", JoinParts.Run);
        Apply("drop copies", DropCopies.Run);
        Apply("fuse epilogues", FuseEpilogues.Run);
        Apply("drop unused", DropUnused.Run);
        Apply("merge elementwise", MergeElementwise.Run);
        if (folds)
        {
            Apply("fold scales", FoldScales.Run);
        }

        Apply("fuse into readers", FuseIntoReaders.Run);
        Apply("decide choices", graph => DropUnused.Run(DecideChoices.Run(graph)));
        Apply("pack operands", PackOperands.Run);
        Apply("winograd", ApplyWinograd.Run);
        Apply("keep carried", KeepCarried.Run);
        _graph = GroupLoops.Run(_graph);
        VerifyGraph.Run(_graph);
        return _graph;
    }

    private void Apply(string name, Func<TensorGraph, TensorGraph> pass)
    {
        _token.ThrowIfCancellationRequested();
        _graph = pass(_graph);
        _dump(name, _graph);
    }
}
