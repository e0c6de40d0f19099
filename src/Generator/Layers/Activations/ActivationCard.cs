using System;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Everything about an activation. <see cref="ActivationCards"/> lists all.</summary>
/// <param name="Alpha">The number that the activation is told; <see cref="AlphaRule.None"/> for none.</param>
/// <param name="Range">What is known of its values, by what is known of its input's.</param>
/// <param name="OfOne">What it always gives over a last axis of size 1, as text; null for one that works on each value by itself.</param>
/// <param name="Formula">Its value of one value and alpha; null for one that works on rows.</param>
/// <param name="Build">Adds it to a graph by its name, behind a node, with alpha.</param>
internal sealed record ActivationCard(
    AlphaRule Alpha, Func<OutputRange, OutputRange> Range, string? OfOne, Func<Expr, float, Expr>? Formula,
    Func<GraphBuilder, string, int, float, ActivationNodes> Build)
{
    /// <summary>An activation that works on each value by itself, as a formula of it and alpha.</summary>
    public static ActivationCard Each(AlphaRule alpha, Func<OutputRange, OutputRange> range, Func<Expr, float, Expr> formula) => new(
        alpha, range, OfOne: null, formula, (graph, name, input, a) => new(graph.Map(name, input, formula(graph.Same(input), a)), null));

    /// <summary>Its value of one value, with Keras' alpha.</summary>
    /// <exception cref="InvalidOperationException">It works on rows.</exception>
    public Expr OfElement(Expr value) =>
        Formula?.Invoke(value, Alpha.Default ?? 0) ?? throw new InvalidOperationException("The activation works on rows.");
}

/// <summary>The output of an activation, and of a softmax what it is computed from.</summary>
internal readonly record struct ActivationNodes(int Output, SoftmaxNodes? Softmax);

/// <summary>The number that an activation is told.</summary>
/// <param name="Default">Keras'; null for an activation without.</param>
/// <param name="MayBeZero">Whether 0 is allowed.</param>
internal sealed record AlphaRule(float? Default, bool MayBeZero)
{
    public static AlphaRule None { get; } = new(null, true);

    /// <summary>What an alpha must be, where it is not; else null.</summary>
    public string? Fault(float alpha) =>
        Math.Abs(alpha) <= float.MaxValue && (MayBeZero || alpha != 0) ? null
        : MayBeZero ? "finite" : "finite and not 0";
}
