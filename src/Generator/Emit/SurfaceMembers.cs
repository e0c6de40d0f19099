using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>What every network offers beside what it inherits.</summary>
internal static class SurfaceMembers
{
    public static string BaseClass(BaseClass kind) => "global::NetCompiler." + kind;

    /// <summary>The halves of partial methods that stand for layers: what they do on hovering, and a body that never runs.</summary>
    public static void WriteMethods(SourceWriter writer, EquatableArray<LayerMethodSpec> methods)
    {
        foreach (LayerMethodSpec method in methods)
        {
            writer.Line();
            foreach (string line in method.Documentation)
            {
                writer.Line("/// " + line);
            }

            writer.Line(TypeFrame.GeneratedCode);
            writer.Line(method.Declaration + " => throw new global::System.NotSupportedException(\"The layer '" + method.Name
                + "' is read by the network compiler and never runs.\");");
        }
    }

    public static void WriteConstructor(SourceWriter writer, string name, string description)
    {
        writer.Line("/// <summary>A network with freshly drawn parameters.</summary>");
        writer.Line("/// <param name=\"seed\">The same seed draws the same parameters.</param>");
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public " + name + "(int seed = 0) : base(" + description + ", seed)"))
        {
        }

        writer.Line();
    }

    /// <param name="type">The class, as code anywhere names it.</param>
    public static void WriteLoad(SourceWriter writer, string type)
    {
        WriteLoad(writer, type, "string", "path", "A file with this network's parameters: NPZ where it ends in <c>.npz</c>, else safetensors.");
        writer.Line();
        WriteLoad(writer, type, "global::System.IO.Stream", "stream", "Such a file, from the stream's position to its end.");
        writer.Line();
        WriteLoad(writer, type, "global::System.ReadOnlySpan<byte>", "bytes", "All bytes of such a file.");
    }

    private static void WriteLoad(SourceWriter writer, string type, string sourceType, string source, string meaning)
    {
        writer.Line("/// <summary>A network with the parameters that <c>Save</c> or another library wrote.</summary>");
        writer.Line("/// <param name=\"" + source + "\">" + meaning + "</param>");
        writer.Line("/// <param name=\"layout\">The file's names and orders of axes.</param>");
        writer.Line("/// <param name=\"names\">Which tensor belongs to which parameter; by default the layers' names count.</param>");
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public static " + type + " " + GeneratedNames.Load + "(" + sourceType + " " + source
            + ", global::NetCompiler.WeightLayout layout = default, global::NetCompiler.WeightNames names = null)"))
        {
            writer.Line(type + " network = new " + type + "(0);");
            writer.Line("((global::NetCompiler.CompiledNetwork)network).LoadWeights(" + source + ", layout, names);");
            writer.Line("return network;");
        }
    }
}
