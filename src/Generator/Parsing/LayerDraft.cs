using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>A layer as its attribute says it, to be completed by the shape of its input.</summary>
/// <param name="Shape">The shape rule.</param>
/// <param name="Op">The layer, from the window that the shape rule placed, if any.</param>
/// <param name="Activation">Applied after the layer.</param>
/// <param name="Window">What a window layer asked for.</param>
/// <param name="Requested">The shape that a reshape asked for.</param>
/// <param name="Groups">Into how many groups the channels fall where the attribute does not say it.</param>
/// <param name="Rank">The axes, beside the channels, of the images that a layer over images takes.</param>
internal sealed record LayerDraft(
    Func<EquatableArray<int>, ShapeResult> Shape,
    Func<Window?, OpSpec> Op,
    ActivationKind Activation = ActivationKind.Linear,
    WindowRequest? Window = null,
    int[]? Requested = null,
    int Groups = 1,
    int Rank = 2)
{
    /// <summary>The shape rule of a layer with several inputs; null for one with one.</summary>
    public Func<IReadOnlyList<EquatableArray<int>>, ShapeResult>? ShapeOfAll { get; init; }

    /// <summary>The layer by the shapes of its inputs, where those belong to it; null where the window says all.</summary>
    public Func<IReadOnlyList<EquatableArray<int>>, OpSpec>? OpOf { get; init; }

    /// <summary>The method whose embedding's table the layer has; null for none.</summary>
    public string? Table { get; init; }

    /// <summary>Whether the input may be a single number, without any axis for the layer to work along.</summary>
    public bool TakesNumber { get; init; }

    /// <summary>Inputs at least and at most.</summary>
    public (int Least, int Most) Inputs { get; init; } = (1, 1);

    /// <summary>What is said about the training of the layer's parameters; null for nothing.</summary>
    public TrainingRules? Training { get; init; }

    public ShapeResult ShapeOf(IReadOnlyList<int> inputs, GraphDraft graph) =>
        ShapeOfAll is { } all ? all([.. inputs.Select(i => graph[i].OutputShape)]) : Shape(graph[inputs[0]].OutputShape);
}
