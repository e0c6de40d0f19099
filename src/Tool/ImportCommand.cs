using System.CommandLine;
using System.Globalization;
using NetCompiler.Onnx;

namespace NetCompiler.Tool;

/// <summary>netcompiler import: a class and its weights of a model.</summary>
internal static class ImportCommand
{
    public static Command Make(TextWriter output)
    {
        var model = new Argument<string>("model") { Description = "The ONNX file." };
        var name = new Option<string?>("--name") { Description = "The class's name; without it, one made of the file's." };
        var space = new Option<string>("--namespace") { Description = "The class's namespace; none by default.", DefaultValueFactory = _ => "" };
        var dimensions = new Option<string[]>("--dim")
        {
            Description = "The size of an axis that the model leaves free, as name=number; may be given several times.",
            DefaultValueFactory = _ => [],
        };
        var folder = new Option<string>("--output") { Description = "Where the files go; here by default.", DefaultValueFactory = _ => "." };
        var batch = new Option<string>("--batch")
        {
            Description = "The name of the batch's axis, where that is not the first.", DefaultValueFactory = _ => "",
        };
        var whole = new Option<bool>("--no-batch") { Description = "The first axis is an axis as others, no batch." };
        var first = new Option<bool>("--channels-first") { Description = "Inputs and outputs keep the model's order of axes." };
        var force = new Option<bool>("--force") { Description = "Replaces files that are there." };
        var command = new Command("import", "Writes a C# class, and its weights beside it, of an ONNX model.")
        {
            model, name, space, dimensions, batch, folder, whole, first, force,
        };
        command.SetAction(given =>
        {
            var options = new OnnxImportOptions
            {
                Name = given.GetValue(name) ?? OnnxImporter.NameOf(given.GetValue(model)!),
                Namespace = given.GetValue(space)!,
                Dimensions = given.GetValue(dimensions)!.Select(Dimension).ToDictionary(),
                Batch = given.GetValue(batch)!,
                HasBatch = !given.GetValue(whole),
                ChannelsFirst = given.GetValue(first),
            };
            Import(given.GetValue(model)!, options, given.GetValue(folder)!, given.GetValue(force), output);
        });
        return command;
    }

    private static void Import(string path, OnnxImportOptions options, string folder, bool force, TextWriter output)
    {
        string source = Path.Combine(folder, options.Name + ".cs"), weights = Path.Combine(folder, options.Name + ".safetensors");
        if (!force && Array.Find([source, weights], File.Exists) is { } there)
        {
            throw new CommandException($"{there} is there already; --force replaces it.");
        }

        OnnxImport import;
        try
        {
            import = OnnxImporter.Import(path, options);
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(fault.Message);
        }

        if (!import.IsComplete)
        {
            throw new CommandException($"{path} cannot be imported:\n{string.Join('\n', import.Refusals.Select(refusal => "  " + refusal))}");
        }

        Directory.CreateDirectory(folder);
        import.Save(source, weights);
        long count = import.Weights.Sum(tensor => (long)tensor.Values.Length);
        output.WriteLine($"{source}: {Ports(import.Inputs)} to {Ports(import.Outputs)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weights}: {import.Weights.Count} tensors with {count} numbers"));
    }

    private static string Ports(IReadOnlyList<OnnxPort> ports) =>
        string.Join(", ", ports.Select(port => $"{port.Parameter} [{string.Join(", ", port.Shape)}]"));

    private static KeyValuePair<string, long> Dimension(string text)
    {
        int sign = text.LastIndexOf('=');
        return sign > 0 && long.TryParse(text.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size > 0
            ? new(text[..sign], size)
            : throw new CommandException($"Expected name=number for --dim, such as height=224, but got '{text}'.");
    }
}
