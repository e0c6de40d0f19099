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
        var spec = TypeParser.Parse(type, declaration, BaseClass.CompiledBlock, problems, token);
        var canExtend = !problems.HasErrors;
        var reading = new ReadingContext(context.SemanticModel.Compilation, type, new GraphDraft(trains: false), problems, token);
        var block = reading.ClassOf(type);
        block.CheckStack();
        if (block.Stack.Count == 0 && block.Forward is null)
        {
            problems.Add(Descriptors.NoLayers, LocationInfo.Of(declaration.Identifier.GetLocation()), type.Name);
        }

        var methods = new EquatableArray<LayerMethodSpec>(block.Methods.Where(m => m.IsWritable).Select(m => m.ToSpec()));
        return new(canExtend ? new OutlineSpec(spec, BaseClass.CompiledBlock, methods) : null, null, problems.Found);
    }
}
