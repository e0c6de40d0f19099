using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The half of the class that computes: the drivers, and behind it, for the file alone, the kernels with their tables.</summary>
internal static class KernelsFile
{
    public static string Write(CompiledModel model, NetworkPrograms programs)
    {
        var writer = new SourceWriter();
        (KernelTable kernels, ConstantTable constants) = (new KernelTable(), new ConstantTable());
        List<DriverWriter> drivers = Drivers(programs, kernels, constants, model.Spec.Options.Sets);
        TypeSpec type = model.Spec.Type;
        TypeFrame.WriteCodeHeader(writer, "Kernels of the network " + type.FullName);
        writer.Line("//");
        WriteComments(writer, model, drivers);
        writer.Line();
        using (TypeFrame.OpenBlock(writer, type, []))
        {
            foreach (DriverWriter driver in drivers)
            {
                driver.Write(writer);
            }
        }

        writer.Line();
        using (writer.Block("namespace " + GeneratedNames.Namespace))
        {
            foreach (string directive in EmitKernel.Usings)
            {
                writer.Line(directive);
            }

            KernelClass.Write(writer, drivers, kernels);
            DriverWriter.WriteTables(writer, drivers);
            constants.Write(writer);
        }

        return writer.ToString();
    }

    private static List<DriverWriter> Drivers(NetworkPrograms programs, KernelTable kernels, ConstantTable constants, InstructionSets sets)
    {
        List<(DriverKind Kind, NetworkProgram? Program)> all =
        [
            (DriverKind.DeriveInference, programs.DeriveInference), (DriverKind.Infer, programs.Infer),
            (DriverKind.DeriveTraining, programs.DeriveTraining), (DriverKind.Train, programs.Train), (DriverKind.Evaluate, programs.Evaluate),
            (DriverKind.CountPlaces, programs.CountPlaces), (DriverKind.InputGradient, programs.InputGradient),
            (DriverKind.Step, programs.Step), (DriverKind.Begin, programs.Begin),
        ];
        foreach (NetworkProgram program in all.Select(driver => driver.Program).OfType<NetworkProgram>())
        {
            kernels.Add(program, sets.HasFlag(InstructionSets.Avx512));
        }

        return [.. all.Where(driver => driver.Program is not null)
            .Select(driver => new DriverWriter(driver.Kind, driver.Program!, kernels, constants, sets))];
    }

    private static void WriteComments(SourceWriter writer, CompiledModel model, IEnumerable<DriverWriter> drivers)
    {
        foreach (string line in LayerTable.Lines(model))
        {
            writer.Line(("// " + line).TrimEnd());
        }

        foreach (string line in drivers.SelectMany(d => d.Schedule()))
        {
            writer.Line(("// " + line).TrimEnd());
        }
    }
}
