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
        writer.Line("/// <summary>A network with the parameters that <c>Save</c> or another library wrote.</summary>");
        writer.Line("/// <param name=\"path\">A file with this network's parameters: NPZ where it ends in <c>.npz</c>, else safetensors.</param>");
        writer.Line("/// <param name=\"layout\">The file's names and orders of axes.</param>");
        writer.Line("/// <param name=\"names\">Which tensor belongs to which parameter; by default the layers' names count.</param>");
        WriteLoad(writer, type, "string", "path");
        WriteFurtherLoad(writer, type, "global::System.IO.Stream", "stream");
        WriteFurtherLoad(writer, type, "global::System.ReadOnlySpan<byte>", "bytes");
    }

    /// <summary>The same, from something else.</summary>
    private static void WriteFurtherLoad(SourceWriter writer, string type, string sourceType, string source)
    {
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"" + GeneratedNames.Load
            + "(string, global::NetCompiler.WeightLayout, global::NetCompiler.WeightNames)\"/>");
        WriteLoad(writer, type, sourceType, source);
    }

    private static void WriteLoad(SourceWriter writer, string type, string sourceType, string source)
    {
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
