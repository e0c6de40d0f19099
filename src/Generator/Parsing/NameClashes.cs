using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>
/// Names of the user's that leave no room for a generated one: members of the class, its own name, and types that stand where the runtime's or the
/// platform's are looked for. All others may be chosen freely: generated code names what it needs from the global namespace, or in a namespace of
/// its own.
/// </summary>
internal sealed class NameClashes
{
    private const string Runtime = "NetCompiler";

    private readonly INamedTypeSymbol _type;
    private readonly Problems _problems;
    private readonly HashSet<string> _taken = [];

    private NameClashes(INamedTypeSymbol type, Problems problems) => (_type, _problems) = (type, problems);

    /// <summary>Reports what is taken.</summary>
    /// <param name="separate">The types of the parameters of a <c>Predict</c> with separate inputs and outputs; none for no such method.</param>
    /// <returns>The names of generated members for which there is no room.</returns>
    public static EquatableArray<string> Check(
        INamedTypeSymbol type, BaseClass baseClass, bool inputGradient, string[] separate, Compilation compilation, Problems problems)
    {
        var clashes = new NameClashes(type, problems);
        IAssemblySymbol runtime = type.GetAttributes().Select(a => a.AttributeClass)
            .First(a => a?.ToDisplayString() is NetworkParser.NetworkAttribute or NetworkParser.BlockAttribute)!.ContainingAssembly;
        if (baseClass != BaseClass.CompiledBlock)
        {
            clashes.CheckConstructor();
            string[][] load = [["string", Runtime + ".WeightLayout", Runtime + ".WeightNames"]];
            clashes.CheckMember(GeneratedNames.Load, load);
            clashes.CheckMember(GeneratedNames.Description, []);
            if (separate.Length > 0)
            {
                clashes.CheckMember(GeneratedNames.Predict, [separate]);
            }

            foreach (IMethodSymbol driver in Drivers(runtime.GetTypeByMetadataName(Runtime + "." + baseClass), inputGradient))
            {
                clashes.CheckMember(driver.Name, [Types(driver)]);
            }
        }

        clashes.CheckTypes(compilation, runtime);
        return new(clashes._taken.OrderBy(name => name, System.StringComparer.Ordinal));
    }

    /// <summary>The methods that a generated class overrides.</summary>
    private static IEnumerable<IMethodSymbol> Drivers(INamedTypeSymbol? type, bool inputGradient)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsAbstract || (inputGradient && m.IsVirtual)))
            {
                if (type.ContainingNamespace.Name == Runtime && method.MethodKind == MethodKind.Ordinary)
                {
                    yield return method;
                }
            }
        }
    }

    private void CheckConstructor()
    {
        foreach (IMethodSymbol constructor in _type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared))
        {
            if (constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax))
            {
                Take(GeneratedNames.Constructor, constructor,
                    "a class with parameters has no other constructor, and the one with a seed is generated");
            }
            else if (Types(constructor).SequenceEqual(["int"]))
            {
                Take(GeneratedNames.Constructor, constructor, "the constructor with one int, the seed, is generated");
            }
        }
    }

    /// <summary>Looks for members that exclude a generated one.</summary>
    /// <param name="signatures">The types of its parameters where it is a method, which may stand beside methods with others.</param>
    private void CheckMember(string name, string[][] signatures)
    {
        if (_type.Name == name)
        {
            Take(name, _type, "the generated '" + name + "' cannot be called like its class");
        }

        foreach (ISymbol member in _type.GetMembers(name))
        {
            var method = member as IMethodSymbol;
            if (method is null || signatures.Length == 0)
            {
                Take(name, member, "a member called '" + name + "' is generated");
            }
            else if (method.Arity == 0 && signatures.Any(signature => signature.SequenceEqual(Types(method))))
            {
                Take(name, member, "'" + name + "' with these parameters is generated");
            }
        }
    }

    private void CheckTypes(Compilation compilation, IAssemblySymbol runtime)
    {
        foreach (string name in GeneratedNames.Platform.SelectMany(Prefixes)
            .Concat([Runtime, Runtime + ".Numerics", GeneratedNames.Namespace]).Distinct())
        {
            if (compilation.Assembly.GetTypeByMetadataName(name) is { } type)
            {
                Hide(type, name);
            }
        }

        if (SymbolEqualityComparer.Default.Equals(runtime, compilation.Assembly))
        {
            return;
        }

        foreach (INamedTypeSymbol type in Own(compilation.Assembly.GlobalNamespace))
        {
            string name = type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
            if (name.StartsWith(GeneratedNames.Namespace + ".", System.StringComparison.Ordinal)
                || runtime.GetTypeByMetadataName(name) is not null)
            {
                Hide(type, name);
            }
        }
    }

    /// <summary>The user's types in namespaces of the runtime's.</summary>
    private static IEnumerable<INamedTypeSymbol> Own(INamespaceSymbol root)
    {
        INamespaceSymbol? own = root.GetNamespaceMembers().FirstOrDefault(space => space.Name == Runtime);
        string[] parts = ["Numerics", GeneratedNames.Namespace.Substring(Runtime.Length + 1)];
        return own is null ? [] : own.GetTypeMembers().Concat(own.GetNamespaceMembers().Where(space => parts.Contains(space.Name))
            .SelectMany(space => space.GetTypeMembers()));
    }

    /// <summary>A full name, and those of the namespaces around it.</summary>
    private static IEnumerable<string> Prefixes(string name)
    {
        for (int end = name.IndexOf('.'); end >= 0; end = name.IndexOf('.', end + 1))
        {
            yield return name.Substring(0, end);
        }

        yield return name;
    }

    private static string[] Types(IMethodSymbol method) => [.. method.Parameters.Select(p =>
        (p.RefKind == RefKind.None ? "" : "ref ") + p.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString())];

    private void Hide(INamedTypeSymbol type, string name) =>
        Report(type, "a network", "the type '" + name + "' stands where generated code looks for another");

    private void Take(string name, ISymbol symbol, string fault)
    {
        _taken.Add(name);
        Report(symbol, "'" + _type.Name + "'", fault);
    }

    private void Report(ISymbol symbol, string whose, string fault) =>
        _problems.Add(Descriptors.NameClash, LocationInfo.Of(symbol.Locations[0]), whose, fault);
}
