using System.Linq;
using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Stands in for the surface and the kernels of a network that has errors, so that code which uses it is not reported too. It never
/// runs, because the errors fail the build.
/// </summary>
internal static class OutlineFile
{
    private static readonly string[] InferenceDrivers =
    [
        "DeriveInference(ref float parameters, ref float derived)",
        "InferMicroBatch(ref float inputs, ref float outputs, int count, ref float parameters, ref float derived, ref float workspace)",
    ];

    private static readonly string[] TrainingDrivers =
    [
        "DeriveTraining(ref float parameters, ref float derived)",
        "TrainMicroBatch(in global::NetCompiler.TrainingSlice slice, ref float parameters, ref float derived, ref float gradients, ref float "
            + "workspace)",
        "EvaluateMicroBatch(in global::NetCompiler.TrainingSlice slice, ref float parameters, ref float derived, ref float workspace)",
    ];

    public static string Write(OutlineSpec outline)
    {
        var writer = new SourceWriter();
        TypeSpec type = outline.Type;
        string[] documentation = ["<summary>A network with errors.</summary>"];
        TypeFrame.WriteCodeHeader(writer, "Outline of the network " + type.FullName);
        writer.Line();
        using (TypeFrame.OpenBlock(writer, type, documentation, SurfaceMembers.BaseClass(outline.Base)))
        {
            if (!outline.Taken.Contains(GeneratedNames.Constructor))
            {
                SurfaceMembers.WriteConstructor(writer, type.Name, "null");
                if (!outline.Taken.Contains(GeneratedNames.Load))
                {
                    SurfaceMembers.WriteLoad(writer, type.Reference);
                }
            }

            SurfaceMembers.WriteMethods(writer, outline.Methods);
            foreach (string driver in outline.Base == BaseClass.TrainableNetwork ? [.. InferenceDrivers, .. TrainingDrivers] : InferenceDrivers)
            {
                if (outline.Taken.Contains(driver.Split('(')[0]))
                {
                    continue;
                }

                writer.Line().Line("/// <inheritdoc/>").Line(TypeFrame.GeneratedCode);
                writer.Line("protected override void " + driver + " => throw null;");
            }
        }

        return writer.ToString();
    }
}
