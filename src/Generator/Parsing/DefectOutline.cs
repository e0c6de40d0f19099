using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Parsing.Forward;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>
/// What a class offers when a defect of the compiler keeps it from being read, so that the defect is the only error. Declarations alone are looked
/// at, and no arguments.
/// </summary>
internal static class DefectOutline
{
    /// <summary>The outline; null where the class cannot be extended, or where the defect is in reading its declaration.</summary>
    public static OutlineSpec? Of(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        BaseClass baseClass =
            context.Attributes.All(a => a.AttributeClass?.ToDisplayString() == NetworkParser.BlockAttribute) ? BaseClass.CompiledBlock
            : NetworkParser.HasLoss(type) ? BaseClass.TrainableNetwork : BaseClass.CompiledNetwork;
        try
        {
            var problems = new Problems();
            TypeSpec spec = TypeParser.Parse(type, (TypeDeclarationSyntax)context.TargetNode, baseClass, problems, token);
            IEnumerable<LayerMethodSpec> methods = type.GetMembers().OfType<IMethodSymbol>().Where(m => IsLayer(m, token)).Select(LayerMethod.Bare);
            return problems.HasErrors ? null : new(spec, baseClass, new(methods));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    private static bool IsLayer(IMethodSymbol method, CancellationToken token) =>
        method is { IsPartialDefinition: true, PartialImplementationPart: null } && NetworkParser.Read(method, token).Count > 0;
}
