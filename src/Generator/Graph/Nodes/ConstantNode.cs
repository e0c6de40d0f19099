using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>Numbers that are known while compiling, row-major: a table of a user's, or a tensor of an imported model that is no weight.</summary>
internal sealed record ConstantNode(string Name, EquatableArray<int> Shape, EquatableArray<float> Values) : Node(Name, Shape)
{
    private const int MostPrinted = 8;

    public override IEnumerable<int> Reads => [];

    public override Node WithReads(Func<int, int> id) => this;

    public override string Describe(Func<int, string> nameOf) =>
        "constant " + string.Join(", ", Values.Take(MostPrinted).Select(value => Invariant.Text(value)))
        + (Values.Count > MostPrinted ? " and " + Invariant.Text(Values.Count - MostPrinted) + " more" : "");

    public override string? Fault(TensorGraph graph, int id) =>
        IsBatched ? "a constant has no row per sample"
        : Expressions.PerSample(Shape) != Values.Count ? "a constant has a number for each element"
        : null;

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => false;

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => Graph.PhaseRole.Whole;

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}
