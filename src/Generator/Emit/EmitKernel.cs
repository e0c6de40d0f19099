using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Kernel -> the text of a C# method, one statement after the other; nothing is decided here.</summary>
internal static class EmitKernel
{
    /// <summary>
    /// The aliases that the methods use. They stand in a namespace of the compiler's own, where no name of the user's is nearer.
    /// </summary>
    public static EquatableArray<string> Usings { get; } = new(
    [
        "using Avx2Floats = global::NetCompiler.Numerics.Avx2Floats;",
        "using Avx512F = global::System.Runtime.Intrinsics.X86.Avx512F;",
        "using Avx512Floats = global::NetCompiler.Numerics.Avx512Floats;",
        "using FloatPair = global::NetCompiler.Numerics.FloatPair;",
        "using Floats16 = global::System.Runtime.Intrinsics.Vector512<float>;",
        "using Floats8 = global::System.Runtime.Intrinsics.Vector256<float>;",
        "using Fma = global::System.Runtime.Intrinsics.X86.Fma;",
        "using MathF = global::System.MathF;",
        "using MathScalar = global::NetCompiler.Numerics.MathScalar;",
        "using MemoryMarshal = global::System.Runtime.InteropServices.MemoryMarshal;",
        "using MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;",
        "using MethodImplOptions = global::System.Runtime.CompilerServices.MethodImplOptions;",
        "using PortableFloats = global::NetCompiler.Numerics.PortableFloats;",
        "using nint = global::System.IntPtr;",
        "using Unsafe = global::System.Runtime.CompilerServices.Unsafe;",
    ]);

    /// <summary>The kernel's method, <c>internal static</c>, with its attribute and summary.</summary>
    /// <param name="body">The kernel's statements, with steps.</param>
    /// <param name="steps">Takes the steps that the kernel calls.</param>
    /// <param name="indent">Levels, of four spaces each.</param>
    public static string Run(Kernel kernel, IReadOnlyList<Stmt> body, StepTable steps, int indent)
    {
        var writer = new SourceWriter(indent);
        foreach (string line in kernel.Summary.SelectMany(s => s.Split('\n')))
        {
            writer.Line(("// " + line).TrimEnd());
        }

        string signature = "internal static void " + MethodName(kernel) + "(" + string.Join(", ", Parameters(kernel)) + ")";
        using (writer.Block("[MethodImpl(" + KernelClass.Optimized + ")] " + signature))
        {
            StatementWriter.Write(writer, kernel, body, steps);
        }

        return writer.ToString();
    }

    /// <summary>Kernels for vectors of sixteen have tiles of their own, and names that say so.</summary>
    public static string MethodName(Kernel kernel) => CSharpName.Escaped(kernel.Name + Processor.OfLanes(kernel.Lanes).Suffix);

    private static IEnumerable<string> Parameters(Kernel kernel) =>
        kernel.Buffers.Select(b => "ref float " + CSharpName.OfLocal(b.Name))
            .Concat(kernel.HasCount ? ["int count"] : []).Concat(kernel.Numbers.Select(number => "nint " + number));
}
