using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetCompiler.CodeFixes;

/// <summary>Removes an argument that has no meaning where it stands.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveArgumentFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["NET025", "NET045"];

    /// <inheritdoc/>
    protected override IEnumerable<Fix> Find(string id, FixPlace place)
    {
        if (place.Argument is { NameEquals: { } name } argument)
        {
            yield return new("Remove " + name.Name.Identifier.ValueText, AttributeText.Remove(argument));
        }
    }
}
