using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A tensor that a layer keeps, in Keras' layout: its role (<c>kernel</c>, <c>bias</c>), shape and how it is drawn.</summary>
/// <param name="FanIn">Keras' rule: the product of all sizes but the last.</param>
/// <param name="FanOut">Keras' rule: the last size, times the kernel's area for a convolution.</param>
/// <param name="Torch">The same in PyTorch.</param>
/// <param name="Trainable">Whether optimizers change it.</param>
/// <param name="UnitAxes">The axes that number the layer's units, whose values are limited together; empty for the last alone.</param>
/// <param name="Rule">Its penalties and limits, or null.</param>
internal sealed record LayerParameter(
    string Role, EquatableArray<int> Shape, InitializerKind Initializer, int FanIn, int FanOut, TorchTensor Torch, bool Trainable = true,
    EquatableArray<int> UnitAxes = default, ParameterRule? Rule = null)
{
    /// <summary>Whether a training step changes only the rows that it read.</summary>
    public bool SparseUpdates { get; init; }

    public static LayerParameter Vector(string role, int size, InitializerKind initializer, TorchTensor torch) =>
        new(role, new([size]), initializer, size, size, torch);

    /// <summary>A bias, where there is one.</summary>
    public static IEnumerable<LayerParameter> Bias(bool isUsed, int size, InitializerKind initializer, Along along) =>
        isUsed ? [Vector("bias", size, initializer, TorchTensor.Vector("bias", along))] : [];

    /// <summary>The factor and the summand behind a normalisation, where there are.</summary>
    public static IEnumerable<LayerParameter> Affine(bool scale, bool center, int width, Along along)
    {
        if (scale)
        {
            yield return Vector("gamma", width, InitializerKind.Ones, TorchTensor.Vector("weight", along));
        }

        if (center)
        {
            yield return Vector("beta", width, InitializerKind.Zeros, TorchTensor.Vector("bias", along));
        }
    }

    /// <summary>A kernel [cells ..., inputs, outputs].</summary>
    public static LayerParameter Kernel(string role, WindowRequest window, int inputs, int outputs, InitializerKind initializer, TorchTensor torch) =>
        new(
        role, new(window.Axes.Select(axis => axis.Kernel).Concat([inputs, outputs])), initializer,
        Fan(window.Area * inputs), Fan(window.Area * outputs), torch);

    /// <summary>A number of inputs or outputs; where it is beyond an int, so is the parameter, which is refused.</summary>
    public static int Fan(long cells) => (int)Math.Min(cells, int.MaxValue);

    /// <summary>A kernel [cells ..., channels, multiplier] whose channels do not mix.</summary>
    public static LayerParameter Depthwise(string role, WindowRequest window, int channels, int multiplier, InitializerKind initializer, string torch)
    {
        (IEnumerable<int[]> cells, int c) = (Enumerable.Range(0, window.Rank).Select(cell => new[] { cell }), window.Rank);
        var tensor = TorchTensor.Of(torch, Along.Neither, [[c, c + 1], [], .. cells]);
        return Kernel(role, window, channels, multiplier, initializer, tensor) with { UnitAxes = new([c, c + 1]) };
    }

    /// <summary>A table [rows, width].</summary>
    public static LayerParameter Table(int rows, int width, InitializerKind initializer) =>
        new("embeddings", new([rows, width]), initializer, rows, width, TorchTensor.Of("weight", Along.Neither, [0], [1]), UnitAxes: new([0]));
}

/// <summary>The parameters of a node.</summary>
internal static class LayerParameters
{
    /// <summary>Of a layer; a function or a source has none.</summary>
    /// <param name="inputs">The shapes of its inputs.</param>
    public static IEnumerable<LayerParameter> Of(OpSpec op, IReadOnlyList<EquatableArray<int>> inputs) =>
        op is LayerOp layer ? layer.Parameters(inputs) : [];

    /// <summary>With what the user says about their training.</summary>
    public static IEnumerable<LayerParameter> Of(OpSpec op, IReadOnlyList<EquatableArray<int>> inputs, TrainingRules? training) =>
        Of(op, inputs).Select(
        parameter => training is null ? parameter
            : parameter with
            {
                Trainable = parameter.Trainable && training.Trainable,
                SparseUpdates = parameter.SparseUpdates && training.Trainable,
                Rule = training.Rules.FirstOrDefault(rule => rule.IsOf(parameter)),
            });
}
