using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The half of the class that users see: base class, constructor, Load, and the layer table on hovering.</summary>
internal static class SurfaceFile
{
    public static string Write(CompiledModel model)
    {
        var writer = new SourceWriter();
        var type = model.Spec.Type;
        var baseClass = "global::NetCompiler." + (model.Spec.Loss is null ? "CompiledNetwork" : "TrainableNetwork");
        using (TypeFrame.Open(writer, type, "Surface of the network " + type.FullName, Documentation(model), baseClass))
        {
            WriteConstructor(writer, type.Name);
            WriteLoad(writer, type.Name);
            SurfaceDescription.Write(writer, model);
        }

        return writer.ToString();
    }

    private static IEnumerable<string> Documentation(CompiledModel model)
    {
        var spec = model.Spec;
        var parameters = Invariant.Grouped(model.Layers.Sum(l => l.ParameterCount));
        yield return "<summary>A network from " + Invariant.Text(spec.InputShape) + " to " + Invariant.Text(spec.OutputShape)
            + " with " + parameters + " parameters.</summary>";
        yield return "<remarks>";
        yield return "<code>";
        foreach (var line in LayerTable.Lines(model))
        {
            yield return line;
        }

        yield return "</code>";
        yield return "</remarks>";
    }

    private static void WriteConstructor(SourceWriter writer, string name)
    {
        writer.Line("/// <summary>A network with freshly drawn parameters.</summary>");
        writer.Line("/// <param name=\"seed\">The same seed draws the same parameters.</param>");
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public " + name + "(int seed = 0) : base(" + SurfaceDescription.Instance + ", seed)"))
        {
        }

        writer.Line();
    }

    private static void WriteLoad(SourceWriter writer, string name)
    {
        writer.Line("/// <summary>A network with the parameters that <c>Save</c> wrote.</summary>");
        writer.Line("/// <param name=\"path\">A safetensors file with this network's parameters.</param>");
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public static " + name + " Load(string path)"))
        {
            writer.Line("var network = new " + name + "(0);");
            writer.Line("network.LoadWeights(path);");
            writer.Line("return network;");
        }

        writer.Line();
    }
}
