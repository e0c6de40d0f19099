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
        var (kernels, constants) = (new KernelTable(), new ConstantTable());
        var drivers = Drivers(programs, kernels, constants, model.Spec.Options.Sets);
        var type = model.Spec.Type;
        TypeFrame.WriteCodeHeader(writer, "Kernels of the network " + type.FullName);
        writer.Line("//");
        WriteComments(writer, model, drivers);
        writer.Line();
        using (TypeFrame.OpenBlock(writer, type, []))
        {
            foreach (var driver in drivers)
            {
                driver.Write(writer);
            }
        }

        writer.Line();
        using (writer.Block("namespace " + GeneratedNames.Namespace))
        {
            foreach (var directive in EmitKernel.Usings)
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
        var drivers = new List<DriverWriter>
        {
            new(DriverKind.DeriveInference, programs.DeriveInference, kernels, constants, sets),
            new(DriverKind.Infer, programs.Infer, kernels, constants, sets),
        };
        if (programs is { DeriveTraining: { } derive, Train: { } train, Evaluate: { } evaluate })
        {
            drivers.Add(new(DriverKind.DeriveTraining, derive, kernels, constants, sets));
            drivers.Add(new(DriverKind.Train, train, kernels, constants, sets));
            drivers.Add(new(DriverKind.Evaluate, evaluate, kernels, constants, sets));
        }

        if (programs.CountPlaces is { } places)
        {
            drivers.Add(new(DriverKind.CountPlaces, places, kernels, constants, sets));
        }

        if (programs.InputGradient is { } gradient)
        {
            drivers.Add(new(DriverKind.InputGradient, gradient, kernels, constants, sets));
        }

        if (programs.Step is { } step)
        {
            drivers.Add(new(DriverKind.Step, step, kernels, constants, sets));
        }

        if (programs.Begin is { } begin)
        {
            drivers.Add(new(DriverKind.Begin, begin, kernels, constants, sets));
        }

        return drivers;
    }

    private static void WriteComments(SourceWriter writer, CompiledModel model, IEnumerable<DriverWriter> drivers)
    {
        foreach (var line in LayerTable.Lines(model))
        {
            writer.Line(("// " + line).TrimEnd());
        }

        foreach (var line in drivers.SelectMany(d => d.Schedule()))
        {
            writer.Line(("// " + line).TrimEnd());
        }
    }
}
