using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The half of the class that computes: the drivers, and a nested class with the kernels.</summary>
internal static class KernelsFile
{
    public static string Write(CompiledModel model, NetworkPrograms programs)
    {
        var writer = new SourceWriter();
        var (kernels, constants) = (new KernelTable(), new ConstantTable());
        var drivers = Drivers(programs, kernels, constants);
        var type = model.Spec.Type;
        using (TypeFrame.Open(writer, type, "Kernels of the network " + type.FullName, [], usings: EmitKernel.Usings))
        {
            WriteComments(writer, model, drivers);
            foreach (var driver in drivers)
            {
                driver.Write(writer);
            }

            DriverWriter.WriteTables(writer, drivers);
            constants.Write(writer);
            WriteKernels(writer, kernels);
        }

        return writer.ToString();
    }

    private static List<DriverWriter> Drivers(NetworkPrograms programs, KernelTable kernels, ConstantTable constants)
    {
        var drivers = new List<DriverWriter>
        {
            new(DriverKind.DeriveInference, programs.DeriveInference, kernels, constants),
            new(DriverKind.Infer, programs.Infer, kernels, constants),
        };
        if (programs is { DeriveTraining: { } derive, Train: { } train, Evaluate: { } evaluate })
        {
            drivers.Add(new(DriverKind.DeriveTraining, derive, kernels, constants));
            drivers.Add(new(DriverKind.Train, train, kernels, constants));
            drivers.Add(new(DriverKind.Evaluate, evaluate, kernels, constants));
        }

        if (programs.InputGradient is { } gradient)
        {
            drivers.Add(new(DriverKind.InputGradient, gradient, kernels, constants));
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

    private static void WriteKernels(SourceWriter writer, KernelTable kernels)
    {
        writer.Line().Line(TypeFrame.GeneratedCode);
        using (writer.Block("private static class GeneratedKernels"))
        {
            var first = true;
            foreach (var (kernel, dialect) in kernels.All)
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                writer.Text(EmitKernel.Run(kernel, dialect, writer.Depth));
            }
        }
    }
}
