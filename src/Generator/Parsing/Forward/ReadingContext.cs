using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>What the readers of one network's methods share.</summary>
/// <param name="root">The network; faults in the declarations of other classes are reported with those classes.</param>
internal sealed class ReadingContext(Compilation compilation, INamedTypeSymbol root, GraphDraft graph, Problems problems, CancellationToken token)
{
    /// <summary>Statements and calls that one network may take: far more than any needs, so what exceeds it does not end.</summary>
    private const int MostSteps = 100_000;

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<ISymbol, ClassReader> _classes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(string Type, string Arguments), ClassReader> _given = [];
    private int _steps;

    public GraphDraft Graph => graph;

    public Problems Problems => problems;

    public CancellationToken Token => token;

    public ApplyLayer Layers { get; } = new(graph, problems);

    /// <summary>Where faults in a class's declarations go: with classes other than the network, their own reading reports them.</summary>
    public Problems DeclarationsOf(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, root) || !NetworkParser.IsCompiled(type) ? problems : new();

    /// <summary>Whether the half of a network that is not written yet has a member of this name.</summary>
    public bool IsInherited(string name)
    {
        for (INamedTypeSymbol? type = compilation.GetTypeByMetadataName("NetCompiler.TrainableNetwork"); type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Warns of layers of the network that no method called.</summary>
    public void ReportUnused()
    {
        if (!problems.HasErrors)
        {
            ClassOf(root).ReportUnused();
        }
    }

    /// <summary>Classes whose layers are being applied, from the outside in.</summary>
    public Stack<INamedTypeSymbol> Open { get; } = new();

    public INamedTypeSymbol? Tensor { get; } = compilation.GetTypeByMetadataName("NetCompiler.Tensor");

    public INamedTypeSymbol? Functions { get; } = compilation.GetTypeByMetadataName("NetCompiler.TensorFunctions");

    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
            _models[tree] = model = compilation.GetSemanticModel(tree);
        }

        return model;
    }

    /// <summary>A class as it is with these arguments.</summary>
    public ClassReader ClassOf(INamedTypeSymbol type, BlockArguments given)
    {
        if (!_given.TryGetValue((type.ToDisplayString(), given.Text), out ClassReader? reader))
        {
            _given[(type.ToDisplayString(), given.Text)] = reader = new(this, type, given);
        }

        return reader;
    }

    public ClassReader ClassOf(INamedTypeSymbol type)
    {
        if (!_classes.TryGetValue(type, out ClassReader? reader))
        {
            _classes[type] = reader = new(this, type);
            if (reader.HasErrors)
            {
                problems.AddUnreported();
            }
        }

        return reader;
    }

    /// <summary>How many inputs a layer takes, in words.</summary>
    public static string Inputs(int least, int most) =>
        Support.Invariant.Text(least) + (most > least ? " to " + Support.Invariant.Text(most) : "") + (most == 1 ? " input" : " inputs");

    /// <summary>Whether the class's source is at hand.</summary>
    public bool HasSource(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(r => HasTree(r.SyntaxTree));

    /// <summary>Whether a file is one of this project.</summary>
    public bool HasTree(SyntaxTree tree) => compilation.ContainsSyntaxTree(tree);

    /// <summary>Counts a step; false once it is one too many, which is reported at the first.</summary>
    public bool Step(SyntaxNode at) => Step(() => LocationInfo.Of(at.GetLocation()));

    public bool Step(LocationInfo at) => Step(() => at);

    private bool Step(System.Func<LocationInfo> at)
    {
        token.ThrowIfCancellationRequested();
        if (++_steps == MostSteps)
        {
            Endless(at(), MostSteps, "steps");
        }

        return _steps < MostSteps;
    }

    /// <summary>Reports that a method does not end; no more steps are taken.</summary>
    public void Endless(LocationInfo at, int most, string what)
    {
        if (_steps <= MostSteps)
        {
            problems.Add(Descriptors.DoesNotEnd, at, "more than " + Support.Invariant.Grouped(most) + " " + what);
        }

        _steps = MostSteps + 1;
    }
}
