using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>
/// The gradient of a table whose rows were taken: <c>Out[Rows[n, t], d] += Values[n, t, d]</c> from 0, samples and places in their order.
/// </summary>
internal sealed record ScatterNode(string Name, EquatableArray<int> Shape, int Rows, int Values) : Node(Name, Shape)
{
    public override IEnumerable<int> Reads => [Rows, Values];

    public override Node WithReads(Func<int, int> id) => this with { Rows = id(Rows), Values = id(Values) };

    public override string Describe(Func<int, string> nameOf) => nameOf(Values) + " added to rows " + nameOf(Rows);

    public override string? Fault(TensorGraph graph, int id) => GatherNode.FaultOfRows(graph, Values, Rows, graph.Nodes[Values].Shape, Shape);

    /// <summary>It is made by differentiating, which is done once.</summary>
    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => false;

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => new(IsPart: true, IsLinear: false, Waits: false);

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}
