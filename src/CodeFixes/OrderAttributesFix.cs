using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes;

/// <summary>
/// Moves attributes to where the order of the data has them: the input before the layers, the loss after them, the layers together.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class OrderAttributesFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["NET006", "NET012"];

    /// <inheritdoc/>
    protected override IEnumerable<Fix> Find(string id, FixPlace place)
    {
        IReadOnlyList<WrittenAttribute> attributes = place.Attributes;
        if (attributes.FirstOrDefault(a => a.Syntax == place.Attribute) is not { } moved)
        {
            return [];
        }

        return id == "NET012" ? [Gather(moved, attributes)] : [Move(moved, [.. attributes.Where(a => a.Declaration == moved.Declaration)])];
    }

    private static Fix Move(WrittenAttribute moved, IReadOnlyList<WrittenAttribute> written)
    {
        string text = moved.Syntax.ToString();
        bool isAlone = ((AttributeListSyntax)moved.Syntax.Parent!).Attributes.Count == 1;
        if (moved.Name != "Input")
        {
            AttributeSyntax last = written.Last(a => a.IsLayer).Syntax;
            return Moved("Move [Loss] behind the layers", [moved.Syntax], AttributeText.InsertAfter(last, isAlone, text));
        }

        // Behind [Network] where it can be, so that a comment above the first layer stays with it.
        AttributeSyntax first = written.First(a => a.IsLayer).Syntax;
        AttributeSyntax? before = written.TakeWhile(a => !a.IsLayer).LastOrDefault()?.Syntax;
        Change inserted = isAlone && before is not null && before.Parent != first.Parent
            ? AttributeText.InsertAfter(before, isAlone, text)
            : AttributeText.InsertBefore(first, isAlone, text);
        return Moved("Move [Input] before the layers", [moved.Syntax], inserted);
    }

    /// <summary>All layers of a stray declaration go behind those of the first one.</summary>
    private static Fix Gather(WrittenAttribute stray, IReadOnlyList<WrittenAttribute> attributes)
    {
        var layers = attributes.Where(a => a.IsLayer).ToList();
        var moved = layers.Where(a => a.Declaration == stray.Declaration).Select(a => a.Syntax).ToList();
        AttributeSyntax last = layers.Last(a => a.Declaration == layers[0].Declaration).Syntax;
        return Moved("Move to the other layers", moved, AttributeText.InsertAfter(last, asLists: true, [.. moved.Select(a => a.ToString())]));
    }

    /// <summary>Insertion and removal; one replacement where both fall into the same list.</summary>
    private static Fix Moved(string title, IReadOnlyCollection<AttributeSyntax> moved, Change inserted)
    {
        SyntaxNode list = moved.First().Parent!;
        if (inserted.Tree != list.SyntaxTree || !list.Span.Contains(inserted.Text.Span.Start) || inserted.Text.Span.Start == list.SpanStart)
        {
            return new(title, [inserted, .. AttributeText.Remove(moved)]);
        }

        return new(title, Change.Replace(list, Reordered((AttributeListSyntax)list, moved.First(), inserted.Text.Span.Start)));
    }

    private static string Reordered(AttributeListSyntax list, AttributeSyntax moved, int position)
    {
        var others = list.Attributes.Where(a => a != moved).ToList();
        others.Insert(others.Count(a => a.SpanStart < position), moved);
        return "[" + string.Join(", ", others) + "]";
    }
}
