using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A class with [Block] -> what its other half declares; what it computes is read with the networks that have it as a layer.</summary>
internal static class BlockParser
{
    /// <summary>Parses the class; null for a declaration that repeats [Block].</summary>
    public static ModelResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        if (context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(token).Parent?.Parent != declaration)
        {
            return null;
        }

        var problems = new Problems();
        TypeSpec spec = TypeParser.Parse(type, declaration, BaseClass.CompiledBlock, problems, token);
        bool canExtend = !problems.HasErrors;
        var reading = new ReadingContext(context.SemanticModel.Compilation, type, new GraphDraft(), problems, token);
        ClassReader block = reading.ClassOf(type);
        block.CheckStack();
        var identifier = LocationInfo.Of(declaration.Identifier.GetLocation());
        CheckParts(block, identifier, problems, token);
        NameClashes.Check(type, BaseClass.CompiledBlock, inputGradient: false, [], context.SemanticModel.Compilation, problems);
        if (!problems.HasErrors)
        {
            block.ReportUnnamed();
        }

        var methods = new EquatableArray<LayerMethodSpec>(block.Methods.Where(m => m.IsWritable).Select(m => m.ToSpec()));
        bool isNetwork = NetworkParser.Read(type, token).Any(a => a.ClassName == NetworkParser.NetworkAttribute);
        return new(identifier, canExtend && !isNetwork ? new OutlineSpec(spec, BaseClass.CompiledBlock, methods) : null, null, problems.Found);
    }

    /// <summary>A block has layers or a forward method, and nothing that only a network has.</summary>
    private static void CheckParts(ClassReader block, LocationInfo identifier, Problems problems, CancellationToken token)
    {
        foreach (AttributeReader attribute in NetworkParser.Read(block.Type, token)
            .Where(a => a.ClassName is NetworkParser.NetworkAttribute or NetworkParser.InputAttribute or NetworkParser.LossAttribute
            or NetworkParser.PerExampleAttribute))
        {
            problems.Add(Descriptors.BlockInvalid, attribute.Location, block.Type.Name,
                "it is a block, and [" + attribute.Name + "] is for networks");
        }

        if (block.Loss is { } loss)
        {
            problems.Add(Descriptors.BlockInvalid, LocationInfo.Of(loss.Locations[0]), block.Type.Name, "it is a block, and [Loss] is for networks");
        }

        if (block.Forward is { } forward && ForwardParser.Fault(block) is { } fault)
        {
            problems.Add(Descriptors.ForwardInvalid, LocationInfo.Of(forward.Locations[0]), forward.Name, fault);
        }

        if (block.Stack.Count == 0 && block.Forward is null)
        {
            problems.Add(Descriptors.BlockInvalid, identifier, block.Type.Name, "it has neither layers above it nor a forward method");
        }
    }
}
