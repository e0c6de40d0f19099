using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A tensor that a layer reads: its shape without the batch, and its name for messages.</summary>
internal sealed record LayerInput(string Name, EquatableArray<int> Shape)
{
    /// <summary>The size of the last axis.</summary>
    public int Channels => Shape.Last();

    public string Text => Invariant.Text(Shape);
}

/// <summary>What a layer reads.</summary>
/// <param name="beside">The layer that a method of the same class stands for, with its name, if it was called before; else null.</param>
internal sealed class LayerInputs(IReadOnlyList<LayerInput> inputs, Func<string, (string Name, OpSpec Op)?> beside)
{
    public LayerInput First => inputs[0];

    public int Count => inputs.Count;

    public LayerInput this[int number] => inputs[number];

    /// <summary>The same with other inputs in their places.</summary>
    public LayerInputs Map(Func<LayerInput, LayerInput> rule) => new([.. inputs.Select(rule)], beside);

    public IReadOnlyList<EquatableArray<int>> Shapes => [.. inputs.Select(input => input.Shape)];

    public string Text => string.Join(", ", inputs.Select(input => input.Text));

    /// <summary>The layer that a method of the same class stands for, with its name, if it was called before; else null.</summary>
    public (string Name, OpSpec Op)? Beside(string method) => beside(method);
}

/// <summary>What a shape rule found: a shape, or why the layer cannot follow its inputs.</summary>
internal sealed record ShapeResult(EquatableArray<int> Shape, ShapeFault? Fault)
{
    /// <summary>The layer with what it takes from another one; null where its attribute says all.</summary>
    public LayerOp? Completed { get; init; }

    /// <summary>What is odd about a layer that can follow.</summary>
    public ShapeFault? Warning { get; init; }

    public static ShapeResult Of(IEnumerable<int> shape) => new(new EquatableArray<int>(shape), null);

    /// <param name="arguments">The argument at fault, or several of which it is the first that was given; none for the whole layer.</param>
    /// <param name="details">Behind the layer's name.</param>
    public static ShapeResult Refuse(DiagnosticDescriptor descriptor, string[] arguments, params string[] details) =>
        new(EquatableArray<int>.Empty, new(descriptor, arguments, details));
}

/// <summary>What is said of inputs that do not fit a layer.</summary>
/// <param name="Arguments">The argument at fault, or several of which it is the first that was given; none for the whole layer.</param>
/// <param name="Details">Behind the layer's name.</param>
internal sealed record ShapeFault(DiagnosticDescriptor Descriptor, string[] Arguments, string[] Details);
