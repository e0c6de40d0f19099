using NetCompiler.Generator.Planning;

namespace NetCompiler.Generator.Emit;

/// <summary>The text that the network's ONNX model is made of, for projects that reference the library of models.</summary>
internal static class OnnxFile
{
    /// <summary>The library that reads the text.</summary>
    public const string Library = "NetCompiler.Onnx";

    private const string Interface = "global::NetCompiler.Onnx.IExportableNetwork";
    private const string Quotes = "\"\"\"";

    public static string Write(CompiledModel model)
    {
        var writer = new SourceWriter();
        using (TypeFrame.Open(writer, model.Spec.Type, "ONNX graph of the network " + model.Spec.Type.FullName, [], Interface))
        {
            writer.Line(TypeFrame.GeneratedCode);
            writer.Line("global::System.ReadOnlySpan<byte> " + Interface + ".OnnxGraph => " + Quotes);
            using (writer.Indent())
            {
                foreach (string line in model.OnnxLines)
                {
                    writer.Line(line);
                }

                writer.Line(Quotes + "u8;");
            }
        }

        return writer.ToString();
    }
}
