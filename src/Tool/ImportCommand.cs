using System.CommandLine;
using System.Globalization;
using NetCompiler.Onnx;

namespace NetCompiler.Tool;

/// <summary>netcompiler import: a class and its weights of a model.</summary>
internal static class ImportCommand
{
    public static Command Make(TextWriter output)
    {
        var options = new ImportOptions();
        var name = new Option<string?>("--name") { Description = "The class's name; without it, one made of the file's." };
        var space = new Option<string>("--namespace") { Description = "The class's namespace; none by default.", DefaultValueFactory = _ => "" };
        var folder = new Option<string>("--output") { Description = "Where the files go; here by default.", DefaultValueFactory = _ => "." };
        var force = new Option<bool>("--force") { Description = "Replaces files that are there." };
        var command = new Command("import", "Writes a C# class, and its weights beside it, of an ONNX model.") { name, space, folder, force };
        options.AddTo(command);
        command.SetAction(given =>
        {
            OnnxImportOptions read = options.Read(given) with { Namespace = given.GetValue(space)! };
            read = given.GetValue(name) is { } chosen ? read with { Name = chosen } : read;
            Import(given.GetValue(options.Model)!, read, given.GetValue(folder)!, given.GetValue(force), output);
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

        OnnxImport import = ImportOptions.Import(path, options);
        Directory.CreateDirectory(folder);
        import.Save(source, weights);
        long count = import.Weights.Sum(tensor => (long)tensor.Values.Length);
        output.WriteLine($"{source}: {Ports(import.Inputs)} to {Ports(import.Outputs)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weights}: {import.Weights.Count} tensors with {count} numbers"));
    }

    private static string Ports(IReadOnlyList<OnnxPort> ports) =>
        string.Join(", ", ports.Select(port => $"{port.Parameter} [{string.Join(", ", port.Shape)}]"));
}
