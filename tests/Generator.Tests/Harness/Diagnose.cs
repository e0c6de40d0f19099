using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>Expects diagnostics in sources where « and » stand around the span.</summary>
internal static class Diagnose
{
    /// <summary>Above it and below it is a network without fault: the marked attributes are its layers.</summary>
    public static void Layers(string id, string message, string layers) =>
        Class(id, message, $"[Network]\n{layers}\npublic partial class Net;");

    /// <summary>The source has exactly this one diagnostic, and no error of the C# compiler's.</summary>
    public static void Class(string id, string message, string source) => Files(id, message, ("Model.cs", "using NetCompiler;\n" + source));

    public static void Files(string id, string message, params (string Path, string Text)[] files)
    {
        Marked source = Mark(files);
        Compilation compilation = GeneratorRunner.Compile(source.Files);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Check(id, message, source, GeneratorRunner.Run(new NetCompilerGenerator(), compilation));
    }

    /// <summary>The same for methods over tensors, which are no C# before their class has its other half.</summary>
    /// <param name="errors">The ids of what the C# compiler says besides.</param>
    public static void Methods(string id, string message, string text, params string[] errors)
    {
        Marked source = Mark(("Model.cs", "using NetCompiler;\n" + text));
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), GeneratorRunner.Compile(source.Files));
        Check(id, message, source, run);
        Assert.Equal(errors, run.CompilerProblems.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct());
    }

    private static Marked Mark(params (string Path, string Text)[] files)
    {
        (string path, string marked) = files.Single(f => f.Text.Contains('«'));
        string text = marked.Replace("«", "").Replace("»", "");
        return new([.. files.Select(f => (f.Path, f.Path == path ? text : f.Text))], path, text, marked.IndexOf('«'), marked.IndexOf('»') - 1);
    }

    private static void Check(string id, string message, Marked source, GeneratorRun run)
    {
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(source.Path, diagnostic.Location.SourceTree?.FilePath);
        Assert.Equal(source.Text[source.Start..source.End], source.Text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(source.Start, diagnostic.Location.SourceSpan.Start);
        Assert.Equal(diagnostic.Severity == DiagnosticSeverity.Warning && id != "NET005", run.IsCompiled);
    }

    /// <summary>The network is compiled without a word.</summary>
    public static GeneratorRun Nothing(string layers)
    {
        GeneratorRun run = GeneratorRunner.Run($"[Network]\n{layers}\npublic partial class Net;");
        Assert.Empty(run.Diagnostics);
        Assert.True(run.IsCompiled);
        return run;
    }

    /// <summary>Sources without their marks, and what was marked.</summary>
    private sealed record Marked((string Path, string Text)[] Files, string Path, string Text, int Start, int End);
}
