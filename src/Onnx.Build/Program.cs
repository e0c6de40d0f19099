namespace NetCompiler.Onnx.Build;

/// <summary>Imports a model while a project is built.</summary>
internal static class Program
{
    private const int Failed = 1;

    /// <summary>The only argument is a file with a line for each setting, as <c>NetCompiler.Onnx.targets</c> writes it.</summary>
    private static int Main(string[] arguments)
    {
        Dictionary<string, string> settings = ModelItem.Settings(arguments[0]);
        try
        {
            return Import(ModelItem.Of(settings, Path.GetDirectoryName(arguments[0])!));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Report(settings["Model"], fault.Message);
            return Failed;
        }
    }

    private static int Import(ModelItem item)
    {
        OnnxImport import = OnnxImporter.Import(item.Model, item.Options);
        foreach (OnnxRefusal refusal in import.Refusals)
        {
            Report(item.Model, refusal.ToString());
        }

        if (!import.IsComplete)
        {
            return Failed;
        }

        // A file that ends so is generated code for analyzers.
        import.Save(Path.Combine(item.Folder, item.Options.Name + ".g.cs"), Path.Combine(item.Folder, item.Options.Name + ".safetensors"));
        return 0;
    }

    /// <summary>In the form in which a build knows errors and their places.</summary>
    private static void Report(string model, string message) =>
        Console.Error.WriteLine($"{model} : error OnnxModel: {message.ReplaceLineEndings(" ")}");
}
