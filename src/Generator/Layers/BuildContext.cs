using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>What an operation adds its equations to: the graph, its own name and inputs, and what it may ask about the network around it.</summary>
internal abstract class BuildContext(GraphBuilder graph, string name, EquatableArray<int> output)
{
    public GraphBuilder Graph => graph;

    /// <summary>What its nodes are called, or their names begin with.</summary>
    public string Name => name;

    /// <summary>The shape of its output without the batch.</summary>
    public EquatableArray<int> Output => output;

    /// <summary>The same with the batch.</summary>
    public EquatableArray<int> OutputRows => new(output.Prepend(TensorGraph.Batch));

    /// <summary>Its inputs as nodes with a row per sample, whatever they are.</summary>
    public abstract IReadOnlyList<int> Inputs { get; }

    /// <summary>Its inputs as they are.</summary>
    public abstract IReadOnlyList<Operand> Operands { get; }

    /// <summary>Its parameters, in the order of <see cref="LayerOp.Parameters"/>.</summary>
    public abstract IReadOnlyList<int> Parameters { get; }

    /// <summary>Whether dropout is at work.</summary>
    public abstract bool IsTraining { get; }

    /// <summary>The place of its node among all, which makes its masks differ from others'.</summary>
    public abstract int Position { get; }

    /// <summary>Takes the next values of what a training step renews without a gradient; null for a layer that works as it predicts.</summary>
    public abstract List<GraphOutput>? Updates { get; }

    /// <summary>What is known of sequences.</summary>
    public abstract SequenceNotes Sequences { get; }

    /// <summary>Keeps states from batch to batch; null where each batch begins anew.</summary>
    public abstract KeptStates? Kept { get; }

    /// <summary>Gives losses their shares of a batch's mean; null where a sample stands by itself.</summary>
    public abstract LossShares? Shares { get; }

    /// <summary>Which steps of a node [N, steps, ...] count, as a node [N, steps] of ones and zeros; null where all do.</summary>
    public int? MaskOf(int node) => Sequences.MaskOf(node);

    /// <summary>Tells the draws of a layer apart.</summary>
    /// <param name="draw">0 for its first one.</param>
    public int Salt(int draw) => Position + (draw << 20);

    public int Input => Inputs[0];

    /// <summary>The first input's shape, with the batch.</summary>
    public EquatableArray<int> InputRows => graph[Input].Shape;

    /// <summary>The parameter behind the kernel, where there is one.</summary>
    public int? Bias => Parameters.Count > 1 ? Parameters[1] : null;

    /// <summary>The parameters of another layer, which stands before.</summary>
    public abstract IReadOnlyList<int> ParametersOf(string layer);

    /// <summary>A part of the row of inputs or targets that a sample is.</summary>
    /// <param name="offset">Where it begins.</param>
    public abstract int Part(InputKind kind, int offset);

    /// <summary>What made a node, for a loss that goes on from there.</summary>
    public abstract LastActivation ActivationOf(int node);

    /// <summary>Notes what made a node.</summary>
    public abstract void Note(int node, LastActivation activation);

    /// <summary>The first input's elements at the same place.</summary>
    public LoadExpr Same => graph.Same(Input);

    /// <summary>An element of a vector with a value for each channel, by the last axis of the input.</summary>
    public LoadExpr Channel(int vector) => new(vector, new([Affine.Of(InputRows.Count - 1)]));

    /// <summary>A tensor of the input's shape, an element from those at its place.</summary>
    public int Map(Expr value) => graph.Map(name, Input, value);
}

/// <summary>What a function reads: a node, or a number in place of one.</summary>
internal readonly record struct Operand(int Node, float? Constant);

/// <summary>What stands before the output, for losses that go on from there.</summary>
/// <param name="Kind">The activation that made the output; Linear when none did.</param>
/// <param name="Input">The activation's input.</param>
internal sealed record LastActivation(ActivationKind Kind, int Input, SoftmaxNodes? Softmax)
{
    public static readonly LastActivation None = new(ActivationKind.Linear, -1, null);
}
