using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>
/// Rows of a table by their numbers: <c>Out[n, t, d] = Table[Rows[n, t], d]</c>. Numbers are whole; one outside of the table takes the nearest row.
/// </summary>
internal sealed record GatherNode(string Name, EquatableArray<int> Shape, int Table, int Rows) : Node(Name, Shape)
{
    public override IEnumerable<int> Reads => [Table, Rows];

    public override Node WithReads(Func<int, int> id) => this with { Table = id(Table), Rows = id(Rows) };

    public override string Describe(Func<int, string> nameOf) => "rows " + nameOf(Rows) + " of " + nameOf(Table);

    public override string? Fault(TensorGraph graph, int id) => FaultOfRows(graph, Table, Rows, Shape, graph.Nodes[Table].Shape);

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => isNeeded(Table);

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    /// <summary>The table's rows get the sums of the gradients of all places that took them; their numbers get none.</summary>
    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
        Node table = parts.Graph.Nodes[Table];
        parts.Add(Table, parts.Builder.Add(new ScatterNode("d." + table.Name, table.Shape, Rows, gradient)));
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => Graph.PhaseRole.Whole;

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);

    /// <summary>Values are [N, places, width], their rows' numbers [N, places], the table [height, width].</summary>
    internal static string? FaultOfRows(TensorGraph graph, int other, int rows, EquatableArray<int> values, EquatableArray<int> table) =>
        values.Count == 3 && values[0] == TensorGraph.Batch && table.Count == 2 && table[0] != TensorGraph.Batch && values[2] == table[1]
        && graph.Nodes[rows].Shape == new EquatableArray<int>([TensorGraph.Batch, values[1]])
            ? null : "the shapes of '" + graph.Nodes[other].Name + "' and '" + graph.Nodes[rows].Name + "' do not belong to rows of a table";
}
