using System;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>A layer as its attribute says it, to be completed by the shape of its input.</summary>
/// <param name="Shape">The shape rule.</param>
/// <param name="Op">The layer, from the window that the shape rule placed, if any.</param>
/// <param name="Activation">Applied after the layer.</param>
/// <param name="Window">What a window layer asked for.</param>
/// <param name="Requested">The shape that a reshape asked for.</param>
/// <param name="Rank">The axes, beside the channels, of the images that a layer over images takes.</param>
/// <param name="Training">What is said about the training of the layer's parameters.</param>
internal sealed record LayerDraft(
    Func<EquatableArray<int>, ShapeResult> Shape,
    Func<Window?, OpSpec> Op,
    ActivationKind Activation = ActivationKind.Linear,
    WindowRequest? Window = null,
    int[]? Requested = null,
    int Rank = 2,
    TrainingRules? Training = null);
