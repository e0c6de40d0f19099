using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Kernel -> the text of a C# method, one statement after the other; nothing is decided here.</summary>
internal static class EmitKernel
{
    /// <summary>The aliases that the methods use; they stand at the head of the file.</summary>
    public static EquatableArray<string> Usings { get; } = new(
    [
        "using global::System.Runtime.Intrinsics;",
        "using Avx = global::System.Runtime.Intrinsics.X86.Avx;",
        "using Avx2 = global::System.Runtime.Intrinsics.X86.Avx2;",
        "using Avx512F = global::System.Runtime.Intrinsics.X86.Avx512F;",
        "using FloatComparisonMode = global::System.Runtime.Intrinsics.X86.FloatComparisonMode;",
        "using Floats16 = global::System.Runtime.Intrinsics.Vector512<float>;",
        "using Floats4 = global::System.Runtime.Intrinsics.Vector128<float>;",
        "using Floats8 = global::System.Runtime.Intrinsics.Vector256<float>;",
        "using Fma = global::System.Runtime.Intrinsics.X86.Fma;",
        "using Math128 = global::NetCompiler.Numerics.Math128;",
        "using Math256 = global::NetCompiler.Numerics.Math256;",
        "using MathF = global::System.MathF;",
        "using MathScalar = global::NetCompiler.Numerics.MathScalar;",
        "using MemoryMarshal = global::System.Runtime.InteropServices.MemoryMarshal;",
        "using MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;",
        "using MethodImplOptions = global::System.Runtime.CompilerServices.MethodImplOptions;",
        "using Sse = global::System.Runtime.Intrinsics.X86.Sse;",
        "using Unsafe = global::System.Runtime.CompilerServices.Unsafe;",
        "using Vector128 = global::System.Runtime.Intrinsics.Vector128;",
        "using Vector256 = global::System.Runtime.Intrinsics.Vector256;",
        "using Vector512 = global::System.Runtime.Intrinsics.Vector512;",
    ]);

    /// <summary>The kernel's method, <c>internal static</c>, with its attribute and summary.</summary>
    /// <param name="indent">Levels, of four spaces each.</param>
    /// <exception cref="System.InvalidOperationException">The dialect has no vectors of the kernel's width.</exception>
    public static string Run(Kernel kernel, Dialect dialect, int indent)
    {
        var writer = new SourceWriter(indent);
        foreach (var line in kernel.Summary.SelectMany(s => s.Split('\n')))
        {
            writer.Line(("// " + line).TrimEnd());
        }

        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block("internal static void " + MethodName(kernel, dialect) + "(" + string.Join(", ", Parameters(kernel)) + ")"))
        {
            new StatementWriter(writer, VectorText.For(kernel, dialect), new(kernel)).Write(kernel.Body);
        }

        return writer.ToString();
    }

    public static string MethodName(Kernel kernel, Dialect dialect) => kernel.Name + "_" + dialect;

    private static IEnumerable<string> Parameters(Kernel kernel) =>
        kernel.Buffers.Select(b => "ref float " + CSharpText.Name(b.Name)).Concat(kernel.HasCount ? ["int count"] : []);
}
