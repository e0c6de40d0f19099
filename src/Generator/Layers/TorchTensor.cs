using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A parameter as PyTorch's module for the layer has it.</summary>
/// <param name="Name">The end of the tensor's name: <c>weight</c>. Of a tensor that holds several, one after the other, with the part's number:
/// <c>in_proj_weight[1]</c>. Of two whose sum the parameter is, both, with a plus between them.</param>
/// <param name="Axes">For each axis of the tensor, the axes of the parameter that it merges, row-major: mostly one, none for an axis of size
/// 1.</param>
/// <param name="Along">The parameter's axes that run over the layer's vectors.</param>
/// <param name="Fault">What keeps PyTorch from having the parameter, behind "This layout"; null for nothing.</param>
internal sealed record TorchTensor(string Name, EquatableArray<EquatableArray<int>> Axes, Along Along, string? Fault)
{
    /// <summary>For each equal block of the tensor's first axis, the block of the parameter that it is; null where these are the same.</summary>
    public EquatableArray<int>? Blocks { get; init; }

    /// <summary>A tensor whose axes are those of the parameter in another order, or several of them in one.</summary>
    public static TorchTensor Of(string name, Along along, params int[][] axes) =>
        new(name, new(axes.Select(merged => new EquatableArray<int>(merged))), along, null);

    /// <summary>A vector.</summary>
    public static TorchTensor Vector(string name, Along along) => Of(name, along, [0]);

    /// <summary>A parameter that PyTorch has not.</summary>
    public static TorchTensor None(string fault) => new("", EquatableArray<EquatableArray<int>>.Empty, Along.Neither, fault);
}

/// <summary>
/// The parameter's axis that runs over the layer's input, and the one that runs over its output, where these are vectors; -1 for none. A vector may
/// be an image, which PyTorch has with its channels first, and so in another order.
/// </summary>
internal readonly record struct Along(int Input, int Output)
{
    /// <summary>The layer knows no vectors, or its parameter does not run along them.</summary>
    public static Along Neither => new(-1, -1);

    /// <summary>A value for each of the input's, which is the output's, too.</summary>
    public static Along Both => new(0, 0);
}
