using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>A tensor as a loop's last step has left it; where the loop took no step, what it began with.</summary>
/// <param name="Source">What the loop carries from step to step.</param>
/// <param name="Carried">As what it carries it.</param>
internal sealed record LastNode(string Name, EquatableArray<int> Shape, int Source, int Carried) : Node(Name, Shape)
{
    public override IEnumerable<int> Reads => [Source, Carried];

    public override Node WithReads(Func<int, int> id) => this with { Source = id(Source), Carried = id(Carried) };

    public override string Describe(Func<int, string> nameOf) => "last " + nameOf(Source);

    public override string? Fault(TensorGraph graph, int id) =>
        graph.Nodes[Source] is var source && source.Loop == NoLoop ? "no loop computes what it reads"
        : Loop != NoLoop ? "the last step is known behind the loop"
        : !graph.Loops[source.Loop].Carries.Contains(new(Carried, Source)) ? "it reads what is not carried"
        : Shape != ((CarriedNode)graph.Nodes[Carried]).StateShape ? "its shape is not that of what it reads without the steps"
        : null;

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => isNeeded(Source);

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    /// <summary>The loop's gradient, which runs the other way, begins with it.</summary>
    public override void PassGradient(GradientParts parts, int id, int gradient) => parts.AddBeginning(Source, gradient);

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => Graph.PhaseRole.Whole;

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}
