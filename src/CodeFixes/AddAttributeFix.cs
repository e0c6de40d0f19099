using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        if (id == "NET005" && place.Attribute is { Parent.Parent: TypeDeclarationSyntax } input)
        {
            yield return new("Add [Network]", AttributeText.InsertBefore(input, asList: false, place.AttributeName("Network")));
        }
        else if (id == "NET010" && place.Attributes.FirstOrDefault(a => a.Name == "Network") is { } network)
        {
            string shape = FirstRank(place) switch { "2D" => "(28, 28, 1)", "1D" => "(28, 1)", _ => "(1)" };
            yield return new(
                "Add [Input" + shape + "], to be given the shape of a sample",
                AttributeText.InsertAfter(network.Syntax, asLists: false, place.AttributeName("Input") + shape)) { Key = "Add [Input]" };
        }
    }

    /// <summary>
    /// The end of the name of the first layer with a say in it: <c>2D</c> works on [height, width, channels], <c>1D</c> on [steps, channels].
    /// </summary>
    private static string FirstRank(FixPlace place)
    {
        string name = place.Attributes.FirstOrDefault(a => a.IsLayer && a.Name is not ("Dropout" or "Activation"))?.Name ?? "";
        return name.Length < 2 ? "" : name.Substring(name.Length - 2);
    }
}
