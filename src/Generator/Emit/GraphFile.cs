using NetCompiler.Generator.Planning;

namespace NetCompiler.Generator.Emit;

/// <summary>The printed graph after each pass, as a file of comments.</summary>
internal static class GraphFile
{
    public static string Write(CompiledModel model)
    {
        var writer = new SourceWriter();
        TypeFrame.WriteHeader(writer, "Graphs of the network " + model.Spec.Type.FullName);
        foreach (string dump in model.GraphDumps)
        {
            writer.Line("//");
            foreach (string line in dump.TrimEnd('\n').Split('\n'))
            {
                writer.Line(("// " + line.TrimEnd('\r')).TrimEnd());
            }
        }

        return writer.ToString();
    }
}
