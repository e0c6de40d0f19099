using System.Collections.Generic;

namespace NetCompiler.Generator.Model;

/// <summary>What the generated half of a class declares, and what it names outside of the class.</summary>
internal static class GeneratedNames
{
    public const string Load = "Load";
    public const string Predict = "Predict";
    public const string Description = "GeneratedDescription";

    /// <summary>How the constructor is called among the members.</summary>
    public const string Constructor = ".ctor";

    /// <summary>The namespace of what is local to a generated file.</summary>
    public const string Namespace = "NetCompiler.Generated";

    /// <summary>The platform's types that generated code names, with their full names. A test finds those that are missing.</summary>
    public static IReadOnlyList<string> Platform { get; } =
    [
        "System.CodeDom.Compiler.GeneratedCodeAttribute",
        "System.IO.Stream",
        "System.IntPtr",
        "System.MathF",
        "System.NotSupportedException",
        "System.ReadOnlySpan`1",
        "System.Runtime.CompilerServices.MethodImplAttribute",
        "System.Runtime.CompilerServices.MethodImplOptions",
        "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.InteropServices.MemoryMarshal",
        "System.Runtime.Intrinsics.Vector256`1",
        "System.Runtime.Intrinsics.Vector512`1",
        "System.Runtime.Intrinsics.X86.Avx512F",
        "System.Runtime.Intrinsics.X86.Fma",
        "System.Span`1",
    ];
}
