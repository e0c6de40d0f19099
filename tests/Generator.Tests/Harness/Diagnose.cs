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
        (string path, string marked) = files.Single(f => f.Text.Contains('«'));
        int start = marked.IndexOf('«');
        int end = marked.IndexOf('»') - 1;
        string text = marked.Replace("«", "").Replace("»", "");
        Compilation compilation = GeneratorRunner.Compile([.. files.Select(f => (f.Path, f.Path == path ? text : f.Text))]);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));

        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), compilation);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(path, diagnostic.Location.SourceTree?.FilePath);
        Assert.Equal(text[start..end], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Equal($"docs/diagnostics/{id}.md", diagnostic.Descriptor.HelpLinkUri);
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
}
