using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>
/// A tensor that the network keeps; <c>Index</c> counts parameters in definition order. One that is not <c>Trainable</c> gets no gradient.
/// </summary>
internal sealed record ParameterNode(
    string Name, EquatableArray<int> Shape, int Index, InitializerKind Initializer, int FanIn, int FanOut, bool Trainable = true,
    ParameterTraining? Training = null) : Node(Name, Shape)
{
    /// <summary>
    /// Whether its gradient is a list of rows: those that were read, added up. Only gathers read such a table, and each has an output for its part of
    /// the gradient.
    /// </summary>
    public bool SparseUpdates { get; init; }

    public override IEnumerable<int> Reads => [];

    public override Node WithReads(Func<int, int> id) => this;

    public override string Describe(Func<int, string> nameOf) => "parameter " + Invariant.Text(Index) + " " + Initializer
        + " fans " + Invariant.Text(FanIn) + ", " + Invariant.Text(FanOut) + (Trainable ? "" : " not trained")
        + (SparseUpdates ? " by rows" : "");

    public override string? Fault(TensorGraph graph, int id) => IsBatched ? "a parameter has no row per sample" : null;

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => Trainable && wish.Parameters;

    public override GraphOutput? OutputOfGradient(int gradient) => new(OutputKind.ParameterGradient, gradient, Index);

    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => Graph.PhaseRole.Whole;

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}

/// <summary>
/// Penalties and limits of a parameter; the axes that number its units. They are for the runtime: nothing is computed from them here.
/// </summary>
internal sealed record ParameterTraining(float L1, float L2, float MaxNorm, EquatableArray<int> UnitAxes);
