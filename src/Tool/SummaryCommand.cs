using System.CommandLine;
using System.Globalization;
using NetCompiler.Onnx;

namespace NetCompiler.Tool;

/// <summary>netcompiler summary: what is in a model.</summary>
internal static class SummaryCommand
{
    public static Command Make(TextWriter output)
    {
        var model = new Argument<string>("model") { Description = "The ONNX file." };
        var command = new Command("summary", "Says what is in an ONNX model, and which of its operations are not imported.") { model };
        command.SetAction(given => Print(OnnxModel.Load(given.GetValue(model)!), output));
        return command;
    }

    private static void Print(OnnxModel model, TextWriter output)
    {
        OnnxGraph graph = model.Graph;
        var constants = graph.Initializers.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{graph.Name}: {model.Producer} {model.ProducerVersion}".TrimEnd());
        output.WriteLine("operations: " + string.Join(", ", model.Opsets.Select(opset =>
            $"{(opset.Key.Length == 0 ? "ONNX" : opset.Key)} {opset.Value.ToString(CultureInfo.InvariantCulture)}")));
        output.WriteLine("inputs: " + string.Join(", ", graph.Inputs.Where(input => !constants.Contains(input.Name)).Select(Text)));
        output.WriteLine("outputs: " + string.Join(", ", graph.Outputs.Select(Text)));
        long numbers = graph.Initializers.Sum(tensor => tensor.Dimensions.Aggregate(1L, (product, size) => product * size));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"constants: {graph.Initializers.Count} with {numbers} numbers"));
        var known = OnnxImporter.Operations.Select(operation => operation.Name).ToHashSet(StringComparer.Ordinal);
        foreach (IGrouping<(string Domain, string Operation), OnnxNode> group in graph.Nodes.GroupBy(node => (node.Domain, node.Operation))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Operation, StringComparer.Ordinal))
        {
            (string domain, string operation) = group.Key;
            string missing = domain.Length == 0 && known.Contains(operation) ? "" : "  not imported";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{group.Count(),6} {(domain.Length == 0 ? "" : domain + ".")}{operation}{missing}"));
        }
    }

    private static string Text(OnnxValueInfo value) =>
        $"{value.Name} {value.Type}{(value.Shape is { } shape ? $" [{string.Join(", ", shape)}]" : "")}";
}
