using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>A tensor that the caller provides for each batch.</summary>
/// <param name="Index">Tells several of a kind apart, which do not lie in one row.</param>
internal sealed record InputNode(string Name, EquatableArray<int> Shape, InputKind Kind, int Index = 0) : Node(Name, Shape)
{
    public override IEnumerable<int> Reads => [];

    public override Node WithReads(Func<int, int> id) => this;

    public override string Describe(Func<int, string> nameOf) => "input " + Kind.ToString().ToLowerInvariant()
        + (Kind is InputKind.StreamState or InputKind.StreamGiven ? " " + Invariant.Text(Index) : "");

    public override string? Fault(TensorGraph graph, int id) => Kind switch
    {
        InputKind.BatchSize => Shape == new EquatableArray<int>([1]) ? null : "the size of the batch has shape [1]",
        _ when !IsBatched => "an input or mask has a row per sample",
        InputKind.Scale when Shape.Count != 1 => "the scale has shape [N]",
        _ => null,
    };

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => Kind == InputKind.Data && wish.Input;

    public override GraphOutput? OutputOfGradient(int gradient) => new(OutputKind.InputGradient, gradient);

    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => Graph.PhaseRole.Whole;

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}

internal enum InputKind
{
    /// <summary>The samples.</summary>
    Data,

    /// <summary>What the loss compares with; a class index is a whole number stored as float, shape [N].</summary>
    Target,

    /// <summary>Shape [N]: the weight of a sample's loss in the batch's loss, that is the seed of the gradient.</summary>
    Scale,

    /// <summary>Shape [1]: how many samples the whole batch has, for means over it.</summary>
    BatchSize,

    /// <summary>
    /// Shape [N, losses], for each loss of which some places do not count: by how much a sample's mean over its own places is multiplied, so that the
    /// mean over the samples is the one over all places of the batch that count.
    /// </summary>
    Shares,

    /// <summary>Shape [N, values]: what the states of stateful layers were behind the batch before, one layer's after the other's.</summary>
    KeptStates,

    /// <summary>The output's shape: the weight of each element of the output in the sum whose gradient is asked for.</summary>
    OutputWeights,

    /// <summary>What a stream has kept from the step before.</summary>
    StreamState,

    /// <summary>What a stream was given when it began, and no step changes.</summary>
    StreamGiven,
}
