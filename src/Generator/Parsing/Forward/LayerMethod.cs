using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A partial method with layer attributes: calling it applies them one after the other.</summary>
internal sealed class LayerMethod
{
    private readonly List<string> _documentation = [];

    private LayerMethod(IMethodSymbol symbol, IReadOnlyList<(LayerReading Reading, string Name)> layers, bool isWritable)
    {
        (Symbol, Layers, IsWritable) = (symbol, layers, isWritable);
        var attributes = layers.Select(layer => layer.Reading.Attribute).ToList();
        Given = [.. symbol.Parameters.Where(p => IsArgument(p, attributes)).Select(p => p.Name)];
        Inputs = symbol.Parameters.TakeWhile(p => !IsArgument(p, attributes)).Count() - (TakesNumber && Given.Count == 0 ? 1 : 0);
    }

    public IMethodSymbol Symbol { get; }

    /// <summary>The layers with their names in the class.</summary>
    public IReadOnlyList<(LayerReading Reading, string Name)> Layers { get; }

    /// <summary>Whether its other half can be written.</summary>
    public bool IsWritable { get; }

    public LocationInfo Where => LocationInfo.Of(Symbol.Locations[0]);

    /// <summary>How many of its parameters are tensors; they stand first.</summary>
    public int Inputs { get; }

    /// <summary>The parameters behind the tensors that are arguments of a class with <c>[Layer&lt;Block&gt;]</c>, as they are called here.</summary>
    public IReadOnlyList<string> Given { get; }

    /// <summary>Whether its last parameter is the number of a copy.</summary>
    public bool TakesNumber => Symbol.Parameters.Length > 1
        && Symbol.Parameters[Symbol.Parameters.Length - 1] is { Type.SpecialType: SpecialType.System_Int32 } last && !Given.Contains(last.Name);

    /// <summary>Whether a type is the runtime's tensor, nullable or not.</summary>
    public static bool IsTensor(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Tensor", ContainingType: null,
            ContainingNamespace: { Name: "NetCompiler", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The method's layers; null when it has none.</summary>
    public static LayerMethod? Of(
        ReadingContext context, IMethodSymbol method, IReadOnlyList<AttributeReader> attributes, LayerNames names, Problems problems)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        if (attributes.Any(a => !a.IsValid))
        {
            problems.AddUnreported();
        }

        bool isWritable = CheckDeclaration(context, method, attributes, problems);
        string stem = SnakeCase.Of(method.Name);
        IReadOnlyList<string> assigned = names.Assign(method.Name, stem, attributes);
        var layers = attributes.Select((attribute, i) => (Reading: ApplyLayer.Read(attribute, assigned[i], problems), Name: assigned[i])).ToList();
        return new(method, layers, isWritable && CheckStates(method, layers[layers.Count - 1].Reading, problems));
    }

    /// <summary>Notes what a use of the method does, for its documentation.</summary>
    public void Document(string line)
    {
        if (!_documentation.Contains(line))
        {
            _documentation.Add(line);
        }
    }

    public LayerMethodSpec ToSpec() => new(Declaration(Symbol), Symbol.Name, new(Lines()));

    /// <summary>A method of whose layers nothing is known.</summary>
    public static LayerMethodSpec Bare(IMethodSymbol symbol) => new(Declaration(symbol), symbol.Name, EquatableArray<string>.Empty);

    private IEnumerable<string> Lines()
    {
        if (_documentation.Count == 0)
        {
            yield return "<summary>" + string.Join(", ", Layers.Select(l => l.Reading.Attribute.Name)) + ".</summary>";
            yield break;
        }

        for (int i = 0; i < _documentation.Count; i++)
        {
            string line = i == 0 ? "<summary>" + _documentation[i] : "<para>" + _documentation[i] + "</para>";
            yield return i == _documentation.Count - 1 ? line + "</summary>" : line;
        }
    }

    private static string Declaration(IMethodSymbol symbol)
    {
        IEnumerable<string> parameters = symbol.Parameters.Select(p =>
            p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + " " + CSharpName.Escaped(p.Name));
        return SyntaxFacts.GetText(symbol.DeclaredAccessibility) + (symbol.IsStatic ? " static" : "") + " partial "
            + symbol.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + " "
            + CSharpName.Escaped(symbol.Name) + "(" + string.Join(", ", parameters) + ")";
    }

    /// <summary>Whether the method returns what its last layer gives: a tuple where that gives its last states, too.</summary>
    private static bool CheckStates(IMethodSymbol method, LayerReading last, Problems problems)
    {
        int states = last.Draft?.Op is RecurrentOp { Settings.ReturnState: true } layer ? layer.AllStates : 0;
        int given = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Length - 1 : 0;
        if (last.Draft is null || states == given)
        {
            return true;
        }

        string fault = states == 0 ? "only a layer with ReturnState returns a tuple, of its output and its last states"
            : "with ReturnState its method returns a tuple of the output and " + Invariant.Text(states)
                + (states == 1 ? " last state" : " last states");
        problems.Add(Descriptors.StatesNotTaken, LocationInfo.Of(method.Locations[0]), last.Arguments.Layer, fault);
        return false;
    }

    /// <summary>Whether a type is a tuple of tensors.</summary>
    private static bool IsTuple(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => IsTensor(element.Type));

    /// <summary>Whether a parameter is an argument of a class that one of the layers is.</summary>
    private static bool IsArgument(IParameterSymbol parameter, IEnumerable<AttributeReader> layers) =>
        layers.Any(layer => BlockArguments.Find(layer.TypeArgument, parameter.Name) is not null);

    private static bool CheckDeclaration(
        ReadingContext context, IMethodSymbol method, IReadOnlyList<AttributeReader> layers, Problems problems)
    {
        MethodDeclarationSyntax? declaration =
            method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(context.Token)).OfType<MethodDeclarationSyntax>().FirstOrDefault();
        int tensors = method.Parameters.TakeWhile(p => IsTensor(p.Type)).Count();
        var rest = method.Parameters.Skip(tensors).SkipWhile(p => IsArgument(p, layers)).ToList();
        SyntaxToken? stray = declaration?.Modifiers.FirstOrDefault(m =>
            !IsAccessibility(m) && m.Kind() is not (SyntaxKind.StaticKeyword or SyntaxKind.PartialKeyword));
        string? fault = declaration is null ? "an ordinary method"
            : !declaration.Modifiers.Any(SyntaxKind.PartialKeyword) || declaration.Body is not null || declaration.ExpressionBody is not null
            ? "partial and without a body"
            : !declaration.Modifiers.Any(IsAccessibility) ? "declared with an accessibility, such as private"
            : stray is { RawKind: not 0 } modifier ? "declared without '" + modifier.Text + "'"
            : method.IsGenericMethod ? "without type parameters"
            : !IsTensor(method.ReturnType) && !IsTuple(method.ReturnType) ? "one that returns Tensor"
            : method.Parameters.Any(p => p.RefKind != RefKind.None || p.IsParams || p.HasExplicitDefaultValue) ? "one with plain parameters"
            : (tensors == 0 && layers[0].ClassName != FreeParameterOp.Attribute.ClassName) || rest.Count > 1
                || (rest.Count == 1 && rest[0].Type.SpecialType != SpecialType.System_Int32)
            ? "one with parameters of type Tensor"
            : rest.Count == 1 && layers.All(layer => layer.TypeArgument is null)
            ? "one with parameters of type Tensor only; the number of a copy is for [Layer<...>]"
            : null;
        if (fault is not null)
        {
            problems.Add(Descriptors.LayerMethodInvalid, LocationInfo.Of(method.Locations[0]), method.Name, fault);
        }

        return fault is null;
    }

    private static bool IsAccessibility(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PublicKeyword or SyntaxKind.ProtectedKeyword;
}
