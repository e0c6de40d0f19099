using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Attributes of a class -> <see cref="ModelSpec"/> and diagnostics. Symbols and syntax end here.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "NetCompiler.NetworkAttribute";
    public const string InputAttribute = "NetCompiler.InputAttribute";
    public const string LossAttribute = "NetCompiler.LossAttribute";
    private const string LayerAttribute = "NetCompiler.LayerAttribute";

    /// <summary>Parses the class; null for a declaration that repeats [Network], which the C# compiler refuses.</summary>
    public static ModelResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var attributes = Read(type, token);
        var network = attributes.First(a => a.ClassName == NetworkAttribute);
        if (network.Declaration != declaration)
        {
            return null;
        }

        var problems = new Problems();
        var loss = attributes.FirstOrDefault(a => a.ClassName == LossAttribute);
        var baseClass = loss is null ? TypeParser.InferenceBase : TypeParser.TrainableBase;
        var typeSpec = TypeParser.Parse(type, declaration, baseClass, problems, token);
        var outline = problems.HasErrors ? null : new OutlineSpec(typeSpec, loss is not null);
        if (attributes.Any(a => !a.IsValid))
        {
            problems.AddUnreported();
        }

        token.ThrowIfCancellationRequested();
        var spec = ParseNetwork(typeSpec, attributes, network, loss, declaration, problems);
        return new(outline, problems.HasErrors ? null : spec, problems.Found);
    }

    /// <summary>The attributes of all declarations, in the order in which they are written; declarations in the compilation's order.</summary>
    public static List<AttributeReader> Read(INamedTypeSymbol type, CancellationToken token) =>
        [.. type.GetAttributes()
            .Where(a => a.ApplicationSyntaxReference is not null && a.AttributeClass is not null)
            .Where(a => a.AttributeClass!.ToDisplayString() is NetworkAttribute or InputAttribute or LossAttribute || IsLayer(a.AttributeClass))
            .Select(a => new AttributeReader(a, token))];

    /// <summary>Whether an attribute of those that <see cref="Read"/> gives is a layer, by the full name of its class.</summary>
    public static bool IsLayerName(string className) => className is not (NetworkAttribute or InputAttribute or LossAttribute);

    private static bool IsLayer(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == LayerAttribute)
            {
                return true;
            }
        }

        return false;
    }

    private static ModelSpec ParseNetwork(
        TypeSpec type, List<AttributeReader> attributes, AttributeReader network, AttributeReader? loss, TypeDeclarationSyntax declaration, Problems problems)
    {
        var identifier = LocationInfo.Of(declaration.Identifier.GetLocation());
        var inputShape = ParseInput(attributes.FirstOrDefault(a => a.ClassName == InputAttribute), type, identifier, loss is not null, problems);
        var layers = attributes.Where(a => IsLayerName(a.ClassName)).ToList();
        CheckLayers(layers, type, identifier, problems);

        var parser = new LayerParser(inputShape, loss is not null, problems);
        var names = new LayerNames(problems).Assign(layers);
        for (var i = 0; i < layers.Count; i++)
        {
            parser.Add(layers[i], names[i]);
        }

        var lossParser = loss is null ? null : new LossParser(loss, problems);
        var lossSpec = lossParser?.Parse();
        if (!problems.HasErrors)
        {
            lossParser?.CheckFit(parser.Nodes);
        }

        return new(type, parser.Nodes, lossSpec, new(network.Value<bool>("InputGradient"), EmitGraph: false));
    }

    private static EquatableArray<int>? ParseInput(
        AttributeReader? input, TypeSpec type, LocationInfo identifier, bool trains, Problems problems)
    {
        if (input is null)
        {
            problems.Add(Descriptors.NoInput, identifier, type.PlainName);
            return null;
        }

        var shape = input.Array("shape") ?? [];
        if (shape.Length == 0)
        {
            problems.Add(Descriptors.EmptyShape, input.Where("shape"), "The input");
            return null;
        }

        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 1)
            {
                problems.Add(Descriptors.TooSmall, input.Where("shape", i), "The input", "a size", Invariant.Text(shape[i]));
            }
        }

        if (shape.Any(size => size < 1))
        {
            return null;
        }

        if (ArenaBudget.OfInput(new(shape)) is { } bytes)
        {
            problems.Add(Descriptors.TooLarge, input.Where("shape"), "The input", "its shape " + Invariant.Text(shape), Invariant.Text(bytes));
            return null;
        }

        return new(shape);
    }

    private static void CheckLayers(List<AttributeReader> layers, TypeSpec type, LocationInfo identifier, Problems problems)
    {
        if (layers.Count == 0)
        {
            problems.Add(Descriptors.NoLayers, identifier, type.PlainName);
        }

        if (layers.FirstOrDefault(l => l.Declaration != layers[0].Declaration) is { } stray)
        {
            problems.Add(Descriptors.LayersSplit, stray.Location, type.PlainName, stray.Name, layers[0].Name);
        }
    }
}
