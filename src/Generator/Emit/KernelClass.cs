using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The nested class with the kernels and the methods that call them. It is generic over the vectors, so that one text serves several instruction
/// sets,
/// which differ in what is put in for its parameters.
/// </summary>
internal static class KernelClass
{
    private const string Name = "GeneratedKernels";

    /// <summary>With AVX2 and FMA.</summary>
    public const string Avx2 = Name + "<Avx2Floats, Floats8>";

    /// <summary>With pairs of <c>Vector128</c>.</summary>
    public const string Portable = Name + "<PortableFloats, FloatPair>";

    /// <summary>With AVX-512F, for kernels of sixteen lanes only.</summary>
    public const string Wide = Name + "<Avx512Floats, Floats16>";

    public static void Write(SourceWriter writer, IReadOnlyList<DriverWriter> drivers, KernelTable kernels)
    {
        writer.Line().Line(TypeFrame.GeneratedCode);
        writer.Line("private static class " + Name + "<V, Floats>");
        using (writer.Indent())
        {
            writer.Line("where V : struct, global::NetCompiler.Numerics.IFloats<Floats>");
            writer.Line("where Floats : struct");
        }

        using (writer.Braces())
        {
            var body = new SourceWriter(writer.Depth);
            foreach (var driver in drivers)
            {
                driver.WriteMethods(body);
            }

            WriteKernels(body, [.. kernels.All]);
            writer.Text(body.ToString().TrimStart('\n'));
        }
    }

    /// <summary>The methods of kernels and of the steps that they call, with the constants of their attributes.</summary>
    public static void WriteKernels(SourceWriter writer, IReadOnlyList<Kernel> kernels)
    {
        writer.Line().Line("private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;");
        writer.Line("private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;");
        var steps = new StepTable();
        var bodies = ShareRuns.Run([.. kernels.Select(kernel => FindSteps.Run(kernel.Body))], steps);
        foreach (var (kernel, body) in kernels.Zip(bodies, (kernel, body) => (kernel, body)))
        {
            writer.Line().Text(EmitKernel.Run(kernel, body, steps, writer.Depth));
        }

        steps.Write(writer);
    }
}
