using System.Linq;
using System.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Prints a graph: one line per node with id, name, shape and what it is (a nest as box, target, combine, body and epilogue), then the loops and the
/// outputs.
/// </summary>
internal static class PrintGraph
{
    public static string Run(TensorGraph graph)
    {
        var text = new StringBuilder();
        for (int id = 0; id < graph.Nodes.Count; id++)
        {
            text.Append(Line(graph, id)).Append('\n');
        }

        for (int position = 0; position < graph.Loops.Count; position++)
        {
            text.Append(Loop(graph, graph.Loops[position], position)).Append('\n');
        }

        foreach (GraphOutput output in graph.Outputs)
        {
            text.Append("output ").Append(Describe(output)).Append(" = ").Append(NameOf(graph, output.Node)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One node, without line break.</summary>
    public static string Line(TensorGraph graph, int id)
    {
        Node node = graph.Nodes[id];
        return Invariant.Text(id) + " " + node.Name + " " + Shape(node.Shape)
            + (node.Loop == Node.NoLoop ? "" : " in loop " + Invariant.Text(node.Loop))
            + " = " + node.Describe(read => NameOf(graph, read));
    }

    private static string Loop(TensorGraph graph, LoopRegion loop, int position) =>
        "loop " + Invariant.Text(position) + " (" + string.Join(", ", loop.Axes.Select(axis => axis.Name + ": " + Size(axis.Extent))) + ") "
        + loop.Direction.ToString().ToLowerInvariant()
        + (loop.Bound == LoopRegion.NoBound ? "" : ", longest of " + NameOf(graph, loop.Bound))
        + string.Concat(loop.Carries.Select(carry => ", " + NameOf(graph, carry.Carried) + " from " + NameOf(graph, carry.Source)));

    private static string NameOf(TensorGraph graph, int node) =>
        node >= 0 && node < graph.Nodes.Count ? graph.Nodes[node].Name : "%" + Invariant.Text(node);

    private static string Describe(GraphOutput output) => output.Kind switch
    {
        OutputKind.Prediction => "prediction",
        OutputKind.SampleLoss => "sample loss",
        OutputKind.Places => "places",
        OutputKind.KeptStates => "kept states",
        OutputKind.ParameterGradient => "gradient of parameter " + Invariant.Text(output.Index),
        OutputKind.StateUpdate => "next value of parameter " + Invariant.Text(output.Index),
        OutputKind.StreamState => "next state " + Invariant.Text(output.Index),
        OutputKind.StreamGiven => "kept " + Invariant.Text(output.Index),
        _ => "gradient of input",
    };

    private static string Shape(EquatableArray<int> shape) => "[" + string.Join(", ", shape.Select(Size)) + "]";

    public static string Size(int size) => size == TensorGraph.Batch ? "N" : Invariant.Text(size);
}
