using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Tests.Docs;

/// <summary>What the examples may refer to: the framework, the runtime, the packages beside it, and the libraries that those use.</summary>
internal static class DocumentReferences
{
    private static readonly string[] NotForExamples = ["NetCompiler.Generator", "NetCompiler.CodeFixes", "Microsoft.CodeAnalysis", "xunit"];

    public static MetadataReference[] All { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !NotForExamples.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
