using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The class with the kernels and the methods that call them. It is generic over the vectors, so that one text serves several instruction sets,
/// which differ in what is put in for its parameters. It is local to its file and stands in a namespace of the compiler's own: in the user's, and
/// in the user's class, any type or member could be nearer than those that kernels name.
/// </summary>
internal static class KernelClass
{
    private const string Name = "Kernels";

    /// <summary>Constants for the attributes of kernels, and of the steps that they call.</summary>
    public const string Optimized = "Optimized", Inlined = "Inlined";

    /// <summary>
    /// The place so many floats behind another one, for drivers. <c>Unsafe.Add</c> has four overloads with a type to infer; in deep networks, which
    /// call thousands of kernels, the C# compiler spends a tenth of its time on that.
    /// </summary>
    public const string At = "At";

    private const string Vectors = "V";
    private const string Vector = "Floats";

    /// <summary>With AVX2 and FMA, from the user's class.</summary>
    public const string Avx2 = "global::" + GeneratedNames.Namespace + ".Avx2" + Name;

    /// <summary>With pairs of <c>Vector128</c>, from the user's class.</summary>
    public const string Portable = "global::" + GeneratedNames.Namespace + ".Portable" + Name;

    /// <summary>With AVX-512F, for kernels of sixteen lanes only; from the class itself.</summary>
    public const string Wide = "Wide" + Name;

    /// <summary>Names that mean something in the class, and so cannot be a kernel's.</summary>
    public static IReadOnlyCollection<string> Taken { get; } = new HashSet<string>(
        EmitKernel.Usings.Select(line => line.Split(' ')[1]).Concat([Name, Wide, Vectors, Vector, Optimized, Inlined, At, ConstantTable.Class,
            DriverWriter.Tables]));

    /// <summary>Names for the class with the vectors of each instruction set.</summary>
    private static readonly (string Name, string Vectors)[] Sets =
    [
        ("Avx2", "Avx2Floats, Floats8"), ("Portable", "PortableFloats, FloatPair"), ("Wide", "Avx512Floats, Floats16"),
    ];

    public static void Write(SourceWriter writer, IReadOnlyList<DriverWriter> drivers, KernelTable kernels)
    {
        writer.Line();
        foreach ((string Name, string Vectors) set in Sets)
        {
            writer.Line("file abstract class " + set.Name + Name + " : " + Name + "<" + set.Vectors + "> { }");
        }

        writer.Line().Line(TypeFrame.GeneratedCode);
        writer.Line("file abstract class " + Name + "<" + Vectors + ", " + Vector + ">");
        using (writer.Indent())
        {
            writer.Line("where " + Vectors + " : struct, global::NetCompiler.Numerics.IFloats<" + Vector + ">");
            writer.Line("where " + Vector + " : struct");
        }

        using (writer.Braces())
        {
            var body = new SourceWriter(writer.Depth);
            foreach (DriverWriter driver in drivers)
            {
                driver.WriteMethods(body);
            }

            body.Line().Line("[MethodImpl(" + Inlined + ")] private static ref float " + At
                + "(ref float start, nint floats) => ref Unsafe.Add(ref start, floats);");
            WriteKernels(body, [.. kernels.All]);
            writer.Text(body.ToString().TrimStart('\n'));
        }
    }

    /// <summary>The methods of kernels and of the steps that they call, with the constants of their attributes.</summary>
    public static void WriteKernels(SourceWriter writer, IReadOnlyList<Kernel> kernels)
    {
        writer.Line().Line("private const MethodImplOptions " + Optimized + " = MethodImplOptions.AggressiveOptimization;");
        writer.Line("private const MethodImplOptions " + Inlined + " = MethodImplOptions.AggressiveInlining;");
        var steps = new StepTable();
        List<List<Stmt>> bodies = ShareRuns.Run([.. kernels.Select(kernel => FindSteps.Run(kernel.Body))], steps);
        foreach ((Kernel kernel, List<Stmt> body) in kernels.Zip(bodies, (kernel, body) => (kernel, body)))
        {
            writer.Line().Text(EmitKernel.Run(kernel, body, steps, writer.Depth));
        }

        steps.Write(writer);
    }
}
