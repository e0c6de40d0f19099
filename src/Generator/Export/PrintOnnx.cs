using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Export;

/// <summary>An ONNX graph as text, a line for each operation, which <c>NetCompiler.Onnx</c> reads.</summary>
internal static class PrintOnnx
{
    /// <summary>The lines of a graph; weights are called by the names of their parameters, and stand in no line of their own.</summary>
    public static IEnumerable<string> Graph(
        IEnumerable<(string Name, EquatableArray<int> Shape)> inputs, IEnumerable<(string Name, EquatableArray<int> Shape)> outputs,
        IEnumerable<(string Name, string Value)> literals, OnnxScope graph) =>
    [
        .. inputs.Select(input => "input: " + input.Name + " " + Sizes(input.Shape)),
        .. outputs.Select(output => "output: " + output.Name + " " + Sizes(output.Shape)),
        .. literals.Select(literal => literal.Name + " = " + literal.Value),
        .. Lines(graph.Lines),
    ];

    /// <summary>What keeps a network from being written.</summary>
    public static string Refusal(string node, string why) => "refused: " + node + ": " + why;

    private static string Sizes(EquatableArray<int> shape) => OnnxText.List(shape.Select(size => Invariant.Text(size)));

    private static IEnumerable<string> Lines(IEnumerable<OnnxLine> lines)
    {
        foreach (OnnxLine line in lines)
        {
            string call = Names(line.Outputs) + " = " + line.Operation + "(" + Names(line.Inputs) + ")";
            yield return string.Concat(line.Attributes.Select(attribute => " " + attribute.Name + "=" + attribute.Text).Prepend(call));
            if (line.Body is { } body)
            {
                yield return "begin: " + string.Join(", ", body.Inputs);
                foreach (string inner in Lines(body.Lines))
                {
                    yield return inner;
                }

                yield return "end: " + string.Join(", ", body.Outputs);
            }
        }
    }

    /// <summary>A name that is left out is a dash.</summary>
    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => name.Length == 0 ? "-" : name));
}
