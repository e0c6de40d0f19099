using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// An assembly that the C# compiler does not optimize tells the JIT not to optimize it either, kernels included, which then take twenty times as
/// long; no attribute of a method says otherwise. So the assembly says something else: the C# compiler still writes every local and every place to
/// stop at, and the JIT is free. Code that runs a few times only is not optimized in any case.
/// </summary>
internal static class OptimizedDebugging
{
    public const string FileName = "NetCompiler.OptimizedDebugging.g.cs";

    private const string Attribute = "System.Diagnostics.DebuggableAttribute";

    /// <summary>Whether it is compiled without optimization, and does not itself say what the JIT should do.</summary>
    public static bool Suits(Compilation compilation) =>
        compilation.Options.OptimizationLevel == OptimizationLevel.Debug
        && !compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute);

    public static string Write()
    {
        var writer = new SourceWriter();
        TypeFrame.WriteCodeHeader(writer, "Kernels that are fast in Debug, too (NetCompilerOptimizeDebug)");
        writer.Line().Line("[assembly: global::" + Attribute
            + "(global::" + Attribute + ".DebuggingModes.IgnoreSymbolStoreSequencePoints)]");
        return writer.ToString();
    }
}
