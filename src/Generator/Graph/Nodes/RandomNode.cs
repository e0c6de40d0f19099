using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>
/// A dropout mask: 0 with probability Rate, else 1 / (1 - Rate); or even draws from 0 to 1. A function of (key, Salt, sample, element).
/// </summary>
internal sealed record RandomNode(string Name, EquatableArray<int> Shape, float Rate, int Salt) : Node(Name, Shape)
{
    /// <summary>Whether it is even draws from 0 to 1, without 1.</summary>
    public bool IsUniform { get; init; }

    public override IEnumerable<int> Reads => [];

    public override Node WithReads(Func<int, int> id) => this;

    public override string Describe(Func<int, string> nameOf) =>
        (IsUniform ? "even draws" : "mask rate " + Invariant.Text(Rate)) + " salt " + Invariant.Text(Salt);

    public override string? Fault(TensorGraph graph, int id) => IsBatched ? null : "an input or mask has a row per sample";

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => false;

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => new(IsPart: false, IsLinear: false, Waits: true);

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}
