using System.Linq;
using System.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Prints a graph: one line per node with id, name, shape and what it is (a nest as box, target, combine, body and epilogue), then the outputs.
/// </summary>
internal static class PrintGraph
{
    public static string Run(TensorGraph graph)
    {
        var text = new StringBuilder();
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            text.Append(Line(graph, id)).Append('\n');
        }

        foreach (var output in graph.Outputs)
        {
            text.Append("output ").Append(Describe(output)).Append(" = ").Append(NameOf(graph, output.Node)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One node, without line break.</summary>
    public static string Line(TensorGraph graph, int id)
    {
        var node = graph.Nodes[id];
        return Invariant.Text(id) + " " + node.Name + " " + Shape(node.Shape) + " = " + node switch
        {
            InputNode input => "input " + input.Kind.ToString().ToLowerInvariant(),
            ParameterNode parameter => "parameter " + Invariant.Text(parameter.Index) + " " + parameter.Initializer
                + " fans " + Invariant.Text(parameter.FanIn) + ", " + Invariant.Text(parameter.FanOut) + (parameter.Trainable ? "" : " not trained"),
            RandomNode random => "mask rate " + Invariant.Text(random.Rate) + " salt " + Invariant.Text(random.Salt),
            GatherNode gather => "rows " + NameOf(graph, gather.Rows) + " of " + NameOf(graph, gather.Table),
            ScatterNode scatter => NameOf(graph, scatter.Values) + " added to rows " + NameOf(graph, scatter.Rows),
            NestNode nest => Nest(graph, nest),
            _ => node.GetType().Name,
        };
    }

    private static string Nest(TensorGraph graph, NestNode nest)
    {
        var expressions = new PrintExpr(node => NameOf(graph, node), nest.Box);
        return "(" + string.Join(", ", nest.Box.Select(axis => axis.Name + ": " + Size(axis.Extent))) + ") "
            + expressions.Text(nest.Target) + " " + nest.Combine.ToString().ToLowerInvariant() + " " + expressions.Text(nest.Body)
            + (nest.Epilogue is null ? "" : " then " + expressions.Text(nest.Epilogue))
            + (nest.GradientScale == 0 ? " without gradient" : nest.GradientScale == 1 ? "" : " with gradient times " + Invariant.Text(nest.GradientScale));
    }

    private static string NameOf(TensorGraph graph, int node) =>
        node >= 0 && node < graph.Nodes.Count ? graph.Nodes[node].Name : "%" + Invariant.Text(node);

    private static string Describe(GraphOutput output) => output.Kind switch
    {
        OutputKind.Prediction => "prediction",
        OutputKind.SampleLoss => "sample loss",
        OutputKind.ParameterGradient => "gradient of parameter " + Invariant.Text(output.Index),
        OutputKind.StateUpdate => "next value of parameter " + Invariant.Text(output.Index),
        _ => "gradient of input",
    };

    private static string Shape(EquatableArray<int> shape) => "[" + string.Join(", ", shape.Select(Size)) + "]";

    private static string Size(int size) => size == TensorGraph.Batch ? "N" : Invariant.Text(size);
}
