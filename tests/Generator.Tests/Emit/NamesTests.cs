using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>
/// Generated code among names of the user's: each name that occurs in it, found by reading it, stands wherever C# looks. Either that builds, or one
/// diagnostic of the compiler's names what is taken.
/// </summary>
public sealed partial class NamesTests
{
    private static readonly Lazy<Compilation> Networks = new(() => Build(NamePlaces.All["constants of the class"]([])).Output);

    /// <summary>The functions that the source calls, which its own members would hide from itself.</summary>
    private static readonly Lazy<HashSet<string>> Called = new(() => [.. Networks.Value.SyntaxTrees.Single(tree =>
        tree.FilePath == "Model.cs").GetRoot()
        .DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => call.Expression.ToString())]);

    /// <summary>All identifiers of generated files but those that the source has given.</summary>
    private static readonly Lazy<string[]> Names = new(() =>
    [
        .. Generated().SelectMany(tree => tree.GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).Distinct()
            .Where(name => !name.Contains("Mine", StringComparison.OrdinalIgnoreCase) && !Called.Value.Contains(name)).Order(StringComparer.Ordinal),
    ]);

    public static TheoryData<string> Places => [.. NamePlaces.All.Keys];

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted { get; }

    [Theory, MemberData(nameof(Places))]
    public void A_name_builds_or_is_said_to_be_taken(string place)
    {
        Func<IReadOnlyCollection<string>, string> source = NamePlaces.All[place];
        // Where the runtime's namespace is a type, the attributes are none, and there is no network.
        string[] names = [.. Names.Value.Where(name => name != "NetCompiler"
            || place is not ("types in the global namespace" or "classes around the class"))];
        var taken = new List<string>();
        for (Built all = Build(source(names)); all.Said.Length > 0; all = Build(source(names)))
        {
            HashSet<string> said = [.. all.Said.SelectMany(d => Quoted.Matches(d.GetMessage())).SelectMany(match => Words(match.Groups[1].Value))];
            string[] found = [.. names.Where(name => said.Contains(Plain(name)))];
            Assert.True(found.Length > 0, string.Join('\n', all.Said.Take(5)));
            taken.AddRange(found);
            names = [.. names.Except(found)];
        }

        Assert.Empty(Build(source(names)).Errors.Take(5));
        foreach (string name in taken)
        {
            Built alone = Build(source([name]));
            Assert.True(alone.Said.Length == 1 || alone.Errors.Length == 0, $"{name}: {string.Join('\n', [.. alone.Said, .. alone.Errors])}");
            Assert.All(alone.Said, d => Assert.Contains(Plain(name), Quoted.Matches(d.GetMessage()).SelectMany(m => Words(m.Groups[1].Value))));
            Assert.DoesNotContain(alone.Said, d => d.Id == "NET099");
        }
    }

    [Fact]
    public void Generated_code_is_of_all_kinds()
    {
        string[] kinds = ["Avx512F", "Places", "FillMask", "TableRows", "BatchSize", "SeparateBatch", "CallSoftplus", "InputGradientMicroBatch"];
        Assert.Equal(kinds, kinds.Intersect(Names.Value));
    }

    [Fact]
    public void The_platform_s_types_are_those_that_generated_code_names()
    {
        IEnumerable<ISymbol> named = from tree in Generated()
                                     let model = Networks.Value.GetSemanticModel(tree)
                                     from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                                     select model.GetSymbolInfo(name).Symbol into symbol
                                     where symbol is INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor }
                                     select symbol as INamedTypeSymbol ?? symbol.ContainingType;
        Assert.Equal(GeneratedNames.Platform, named.Select(type => type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName)
            .Where(name => name.StartsWith("System.", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The parts of a full name, as layers' names are compared.</summary>
    private static IEnumerable<string> Words(string text) => text.Split('.', '`').Select(Plain);

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static IEnumerable<SyntaxTree> Generated() => Networks.Value.SyntaxTrees.Where(tree => tree.FilePath != "Model.cs");

    private static Built Build(string source)
    {
        GeneratorRunner.Driver(new NetCompilerGenerator()).RunGeneratorsAndUpdateCompilation(
            GeneratorRunner.Compile(("Model.cs", source)), out Compilation output, out System.Collections.Immutable.ImmutableArray<Diagnostic> said);
        return new([.. said], [.. output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)], output);
    }

    /// <summary>What our compiler and the C# compiler say.</summary>
    private sealed record Built(Diagnostic[] Said, Diagnostic[] Errors, Compilation Output);
}
