using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes;

/// <summary>Makes the loss fit the last activation, or the activation the loss.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class FitLossFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["NET040", "NET041", "NET042", "NET043"];

    /// <inheritdoc/>
    protected override IEnumerable<Fix> Find(string id, FixPlace place)
    {
        WrittenAttribute loss = place.Attributes.FirstOrDefault(a => a.Syntax == place.Attribute);
        if (loss?.First("kind") is not { } kind || place.LastLayer is not { } last)
        {
            return [];
        }

        string wanted = WrittenAttribute.Member(kind) == "BinaryCrossentropy" ? "Sigmoid" : "Softmax";
        return id switch
        {
            "NET040" => [new("Use Loss.BinaryCrossentropy", Change.Replace(kind.Expression, place.NameOf("Loss") + ".BinaryCrossentropy"))],
            "NET041" => [EndIn(wanted, last, place), UseLogits(loss, last)],
            "NET042" => [EndIn(wanted, last, place)],
            _ => ApplyOnce(wanted, loss, last),
        };
    }

    private static Fix EndIn(string activation, WrittenAttribute last, FixPlace place)
    {
        string title = "End in Activation." + activation;
        string value = place.NameOf("Activation") + "." + activation;
        if (last.TakesActivation)
        {
            return new(title, AttributeText.Set(last, "Activation", value));
        }

        if (last.Name == "Activation" && last.First("kind") is { } kind)
        {
            // The new kind has no alpha.
            var replaced = Change.Replace(kind.Expression, value);
            return last.Property("Alpha") is { } alpha ? new(title, replaced, AttributeText.Remove(alpha)) : new(title, replaced);
        }

        bool isAlone = ((AttributeListSyntax)last.Syntax.Parent!).Attributes.Count == 1;
        return new(title, AttributeText.InsertAfter(last.Syntax, isAlone, place.AttributeName("Activation") + "(" + value + ")"));
    }

    private static Fix UseLogits(WrittenAttribute loss, WrittenAttribute last)
    {
        Change logits = AttributeText.Set(loss, "FromLogits", "true");
        // Logarithms of probabilities are logits: a log-softmax may stay.
        return LastActivation(last) is null or "Linear" or "LogSoftmax"
            ? new("Set FromLogits = true", logits)
            : new("Set FromLogits = true and end in no activation", [logits, .. DropActivation(last)]);
    }

    /// <summary>The softmax or sigmoid is applied by the network or by the loss, not by both.</summary>
    private static IEnumerable<Fix> ApplyOnce(string wanted, WrittenAttribute loss, WrittenAttribute last)
    {
        string? activation = LastActivation(last);
        if (loss.Property("FromLogits") is { } fromLogits && (wanted == "Sigmoid" || activation is not ("Sigmoid" or "HardSigmoid")))
        {
            yield return new("Remove FromLogits", AttributeText.Remove(fromLogits));
        }

        if (activation is "Softmax" or "Sigmoid" or "HardSigmoid")
        {
            yield return new("End in no activation", [.. DropActivation(last)]);
        }
    }

    /// <summary>The activation that the last layer itself applies; null when it takes none.</summary>
    private static string? LastActivation(WrittenAttribute last) =>
        WrittenAttribute.Member(last.Name == "Activation" ? last.First("kind") : last.Property("Activation"));

    private static IEnumerable<Change> DropActivation(WrittenAttribute last) =>
        last.Property("Activation") is { } argument ? [AttributeText.Remove(argument)] : AttributeText.Remove([last.Syntax]);
}
