using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.CodeFixes;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.CodeFixes;

/// <summary>A project with networks in an editor: what its fixes are called, and the text that they leave.</summary>
internal sealed class FixRun
{
    private static readonly NetworkFix[] Fixes = [new MakePartialFix(), new AddAttributeFix(), new OrderAttributesFix(), new RemoveArgumentFix(),
        new FitLossFix()];

    private readonly Project _project;

    public FixRun(params (string Path, string Text)[] files)
    {
        var id = ProjectId.CreateNewId();
        Compilation like = GeneratorRunner.Compile("");
        Solution solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Models", "Models", LanguageNames.CSharp,
            compilationOptions: like.Options, parseOptions: like.SyntaxTrees.Single().Options, metadataReferences: GeneratorRunner.References));
        foreach ((string path, string text) in files)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), path, text, filePath: path);
        }

        _project = solution.GetProject(id)!;
    }

    private FixRun(Project project) => _project = project;

    public static IEnumerable<string> FixableIds => Fixes.SelectMany(fix => fix.FixableDiagnosticIds);

    /// <summary>What generator and analyzer report.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Run.Diagnostics;

    /// <summary>Errors of the C# compiler.</summary>
    public IEnumerable<Diagnostic> Errors => Run.CompilerProblems.Where(d => d.Severity == DiagnosticSeverity.Error);

    private GeneratorRun Run => field ??= GeneratorRunner.Run(new NetCompilerGenerator(), _project.GetCompilationAsync().Result!);

    public string TextOf(string path) => _project.Documents.Single(d => d.FilePath == path).GetTextAsync().Result.ToString();

    /// <summary>The titles of a diagnostic's fixes, as they are offered.</summary>
    public IEnumerable<string> Titles(string id) => Actions(Diagnostics.First(d => d.Id == id)).Select(action => action.Title);

    /// <summary>The project after the fix with this title.</summary>
    public FixRun Apply(string id, string title) => After(Actions(Diagnostics.First(d => d.Id == id)).Single(action => action.Title == title));

    /// <summary>The project after the fix with this key of all diagnostics at once.</summary>
    public FixRun ApplyToAll(string id, string key)
    {
        NetworkFix fix = Fixes.Single(f => f.FixableDiagnosticIds.Contains(id));
        Document document = DocumentOf(Diagnostics.First(d => d.Id == id));
        var context = new FixAllContext(document, fix, FixAllScope.Project, key, [id], new Found(this, id), CancellationToken.None);
        return After(fix.GetFixAllProvider()!.GetFixAsync(context).Result!);
    }

    private List<CodeAction> Actions(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        NetworkFix fix = Fixes.Single(f => f.FixableDiagnosticIds.Contains(diagnostic.Id));
        fix.RegisterCodeFixesAsync(new CodeFixContext(DocumentOf(diagnostic), diagnostic, (action, _) =>
            actions.Add(action), CancellationToken.None)).Wait();
        return actions;
    }

    private FixRun After(CodeAction action) =>
        new(action.GetOperationsAsync(CancellationToken.None).Result.OfType<ApplyChangesOperation>()
            .Single().ChangedSolution.GetProject(_project.Id)!);

    /// <summary>By path: a project does not keep the trees that it has given out.</summary>
    private Document DocumentOf(Diagnostic diagnostic) => _project.Documents.Single(d => d.FilePath == diagnostic.Location.SourceTree!.FilePath);

    private sealed class Found(FixRun run, string id) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken token) =>
            Task.FromResult(run.Diagnostics.Where(d => d.Id == id));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken token) =>
            Task.FromResult(run.Diagnostics.Where(d => d.Id == id && run.DocumentOf(d).Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken token) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
