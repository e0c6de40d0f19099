using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace NetCompiler.CodeFixes;

/// <summary>
/// What the fixes share. A fix is a list of changes of text, in one or several files of the solution, so nothing that the user wrote around
/// them is formatted anew.
/// </summary>
internal abstract class NetworkFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            var place = new FixPlace(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, context.CancellationToken);
            foreach (Fix fix in Find(diagnostic.Id, place))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, token => ApplyAsync(context.Document.Project.Solution, fix.Changes, token), fix.Key), diagnostic);
            }
        }
    }

    /// <summary>The ways out of a diagnostic, the likeliest first; none where the code is too unusual to be changed safely.</summary>
    protected abstract IEnumerable<Fix> Find(string id, FixPlace place);

    private static async Task<Solution> ApplyAsync(Solution solution, IReadOnlyList<Change> changes, CancellationToken token)
    {
        foreach (IGrouping<SyntaxTree, Change> file in changes.GroupBy(change => change.Tree))
        {
            // By path where the solution has let go of the tree.
            Document document = solution.GetDocument(file.Key)
                ?? solution.GetDocument(solution.GetDocumentIdsWithFilePath(file.Key.FilePath).FirstOrDefault())
                ?? throw new InvalidOperationException($"'{file.Key.FilePath}' is not in the solution.");
            SourceText text = await document.GetTextAsync(token).ConfigureAwait(false);
            solution = solution.WithDocumentText(document.Id, text.WithChanges(file.Select(change => change.Text).OrderBy(change => change.Span)));
        }

        return solution;
    }
}

/// <summary>A way out of a diagnostic.</summary>
internal sealed record Fix(string Title, IReadOnlyList<Change> Changes)
{
    /// <summary>The same for fixes that are meant when all of a project are applied at once.</summary>
    public string Key { get; init; } = Title;

    public Fix(string title, params Change[] changes)
        : this(title, (IReadOnlyList<Change>)changes)
    {
    }
}

/// <summary>A change of the text of one file.</summary>
internal readonly record struct Change(SyntaxTree Tree, TextChange Text)
{
    public static Change Insert(SyntaxTree tree, int position, string text) => new(tree, new(new(position, 0), text));

    public static Change Replace(SyntaxNode node, string text) => new(node.SyntaxTree, new(node.Span, text));

    public static Change Remove(SyntaxTree tree, int start, int end) => new(tree, new(TextSpan.FromBounds(start, end), ""));
}
