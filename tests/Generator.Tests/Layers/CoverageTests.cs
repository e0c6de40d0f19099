using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// What users can write is in the tables of cases: every layer by each of its constructors and with each option, every activation and loss, every
/// function over
/// tensors in each of its overloads, every operator. Whoever adds one to the runtime adds a case with its formula.
/// </summary>
public sealed partial class CoverageTests
{
    private static readonly Lazy<(Compilation Compilation, HashSet<string> Used)> Tables = new(Bind);

    [Fact]
    public void Every_layer_has_a_case_for_each_constructor_and_option()
    {
        INamedTypeSymbol[] layers = [.. Attributes(), Type("NetCompiler.LossAttribute")];
        Assert.Contains(layers, layer => layer.Name == nameof(Conv2DAttribute));
        AssertUsed(layers.SelectMany(layer => layer.InstanceConstructors).Where(c => c.DeclaredAccessibility == Accessibility.Public).Select(Id));
        AssertUsed(layers.SelectMany(layer => Options(layer).Select(option => Option(layer, option.Name))));
    }

    [Fact]
    public void Every_padding_has_a_case()
    {
        IEnumerable<string> same = Attributes().Where(layer => Options(layer).Any(option => option.Name == "Padding"))
            .Select(layer => Option(layer, "Padding") + "=Padding.Same");
        AssertUsed([.. same, Option(Type("NetCompiler.Conv1DAttribute"), "Padding") + "=Padding.Causal"]);
    }

    [Fact]
    public void Every_activation_and_loss_has_a_case()
    {
        AssertUsed(Fields("NetCompiler.Activation"));
        AssertUsed(Fields("NetCompiler.Loss").Where(id => !id.EndsWith(nameof(Loss.Custom), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_function_and_operator_has_a_case()
    {
        IEnumerable<ISymbol> functions = Type("NetCompiler.TensorFunctions").GetMembers().OfType<IMethodSymbol>().Where(m => m.IsStatic);
        IEnumerable<ISymbol> operators = new[] { "NetCompiler.Tensor", "NetCompiler.AxisPart" }.SelectMany(name => Type(name).GetMembers())
            .Where(m => m.DeclaredAccessibility == Accessibility.Public && m is IPropertySymbol
            or IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion });
        Assert.Contains(functions, function => function.Name == "MatMul");
        AssertUsed([.. functions.Select(Id), .. operators.Select(Id)]);
    }

    private static void AssertUsed(IEnumerable<string> ids)
    {
        string[] missing = [.. ids.Where(id => !Tables.Value.Used.Contains(id))];
        Assert.True(missing.Length == 0, "Without a case in LayerCases, LossCases, DropoutCases, NormLimitTests, "
            + "RecurrentDropoutTests or FunctionCases:\n" + string.Join('\n', missing));
    }

    private static INamedTypeSymbol Type(string name) => Tables.Value.Compilation.GetTypeByMetadataName(name)!;

    private static IEnumerable<string> Fields(string type) => Type(type).GetMembers().OfType<IFieldSymbol>().Select(Id);

    /// <summary>The layers that users can write.</summary>
    private static IEnumerable<INamedTypeSymbol> Attributes()
    {
        INamedTypeSymbol root = Type("NetCompiler.LayerAttribute");
        return root.ContainingNamespace.GetTypeMembers().Where(type =>
            type is { IsAbstract: false, DeclaredAccessibility: Accessibility.Public } && Bases(type).Contains(root, SymbolEqualityComparer.Default));
    }

    /// <summary>What can be set in an attribute. Names do not change numbers, and neither do initializers once parameters are given.</summary>
    private static IEnumerable<IPropertySymbol> Options(INamedTypeSymbol attribute) => Bases(attribute).Prepend(attribute)
        .SelectMany(type => type.GetMembers().OfType<IPropertySymbol>())
        .Where(property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public }
            && property.Name != nameof(LayerAttribute.Name) && !property.Name.EndsWith("Initializer", StringComparison.Ordinal));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }

    private static string Id(ISymbol symbol) => symbol.OriginalDefinition.GetDocumentationCommentId()!;

    private static string Option(INamedTypeSymbol attribute, string name) => Id(attribute) + "." + name;

    /// <summary>The tables as C# alone, and what they use of the runtime.</summary>
    private static (Compilation Compilation, HashSet<string> Used) Bind()
    {
        string cases = string.Join('\n', (string[])
        [
            .. LayerCases.All.Select(c => c.Source), .. LossCases.All.Select(c => c.Source), .. DropoutCases.All.Select(c => c.Layer.Source),
            .. NormLimitTests.Sources, .. RecurrentDropoutTests.Sources, .. FunctionCases.All.Select(c => c.Source),
        ]);

        // The functions are inherited from what the generator would add.
        string bases = string.Join('\n', Classes().Matches(cases)
            .Select(match => $"partial class {match.Groups[1].Value} : NetCompiler.TensorFunctions;"));
        Compilation compilation = GeneratorRunner.Compile(("Cases.cs", "using NetCompiler;\n" + cases), ("Bases.cs", bases));
        SyntaxTree tree = compilation.SyntaxTrees.First();
        SemanticModel model = compilation.GetSemanticModel(tree);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (model.GetSymbolInfo(node).Symbol is { } symbol && symbol.OriginalDefinition.GetDocumentationCommentId() is { } id)
            {
                used.Add(id);
            }

            if (node is ExpressionSyntax expression && model.GetConversion(expression).MethodSymbol is { } conversion)
            {
                used.Add(Id(conversion));
            }

            if (node is AttributeSyntax attribute && model.GetTypeInfo(attribute).Type is INamedTypeSymbol type)
            {
                foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments.Where(a => a.NameEquals is not null) ?? [])
                {
                    string option = Option(type.OriginalDefinition, argument.NameEquals!.Name.Identifier.ValueText);
                    used.UnionWith([option, option + "=" + argument.Expression]);
                }
            }
        }

        return (compilation, used);
    }

    [GeneratedRegex(@"public partial class (\w+)")]
    private static partial Regex Classes();
}
