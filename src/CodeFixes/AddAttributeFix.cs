using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetCompiler.CodeFixes;

/// <summary>Adds the attribute without which there is no network: [Input] to a class with [Network], and the other way round.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AddAttributeFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["NET005", "NET010"];

    /// <inheritdoc/>
    protected override IEnumerable<Fix> Find(string id, FixPlace place)
    {
        if (id == "NET005" && place.Attribute is { } input)
        {
            yield return new("Add [Network]", AttributeText.InsertBefore(input, asList: false, place.AttributeName("Network")));
        }
        else if (id == "NET010" && place.Attributes.FirstOrDefault(a => a.Name == "Network") is { } network)
        {
            var shape = NeedsImage(place) ? "(28, 28, 1)" : "(1)";
            yield return new(
                "Add [Input" + shape + "], to be given the shape of a sample",
                AttributeText.InsertAfter(network.Syntax, asLists: false, place.AttributeName("Input") + shape)) { Key = "Add [Input]" };
        }
    }

    /// <summary>Whether the first layer with a say in it works on [height, width, channels].</summary>
    private static bool NeedsImage(FixPlace place) =>
        place.Attributes.FirstOrDefault(a => a.IsLayer && a.Name is not ("Dropout" or "Activation"))?.Name.EndsWith("2D", System.StringComparison.Ordinal) == true;
}
