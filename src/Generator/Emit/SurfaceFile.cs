using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The half of the class that users see: base class, constructor, Load, and the layer table on hovering.</summary>
internal static class SurfaceFile
{
    public static string Write(CompiledModel model)
    {
        var writer = new SourceWriter();
        TypeSpec type = model.Spec.Type;
        string baseClass = SurfaceMembers.BaseClass(model.Spec.HasLoss ? BaseClass.TrainableNetwork : BaseClass.CompiledNetwork);
        using (TypeFrame.Open(writer, type, "Surface of the network " + type.FullName, Documentation(model), baseClass))
        {
            SurfaceMembers.WriteConstructor(writer, type.Name, SurfaceDescription.Instance);
            SurfaceMembers.WriteLoad(writer, type.Reference);
            SeparatePredict.Write(writer, model.Spec);
            SurfaceMembers.WriteMethods(writer, model.Spec.Methods);
            SurfaceDescription.Write(writer, model);
        }

        return writer.ToString();
    }

    private static IEnumerable<string> Documentation(CompiledModel model)
    {
        ModelSpec spec = model.Spec;
        string parameters = Invariant.Grouped(model.Layers.Sum(l => l.ParameterCount));
        yield return "<summary>A network from " + Invariant.Text(spec.InputShape) + " to " + Invariant.Text(spec.OutputShape)
            + " with " + parameters + " parameters.</summary>";
        yield return "<remarks>";
        yield return "<code>";
        foreach (string line in LayerTable.Lines(model))
        {
            yield return line;
        }

        yield return "</code>";
        yield return "</remarks>";
    }
}
