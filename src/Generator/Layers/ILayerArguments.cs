using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The arguments of a layer's attribute by name, each checked by itself, without the shape of the layer's input. A name is a constructor's parameter
/// (<c>units</c>) or a property (<c>Name</c>).
/// </summary>
internal interface ILayerArguments
{
    /// <summary>The attribute as it stands in brackets: <c>Conv2D</c>.</summary>
    string Attribute { get; }

    /// <summary>Whether the constructor that was called has this parameter, or the property is set.</summary>
    bool Has(string name);

    /// <summary>The argument as it is, or what counts where it is not given.</summary>
    T? Value<T>(string name, T? fallback);

    /// <summary>The array, or null when it is not given or is null.</summary>
    int[]? Array(string name);

    /// <summary>An integer of at least 1; 1 when it is not.</summary>
    int Size(string name, int fallback = 1);

    /// <summary>An integer of at least 0; 0 when it is not. It is reported once, however often it is asked for.</summary>
    int NotNegative(string name, int fallback);

    /// <summary>For one axis a number; for two, one value for both, or height then width.</summary>
    /// <param name="fallback">A value for each axis.</param>
    EquatableArray<int> Sizes(string name, EquatableArray<int> fallback);

    /// <summary>A member of an enum that the runtime and the compiler share by value.</summary>
    /// <param name="type">The enum's name in the runtime.</param>
    T Choice<T>(string name, string type, T fallback = default)
        where T : struct, Enum;

    /// <summary>How two directions of the layer become one output; null for a layer of one direction.</summary>
    BidirectionalMerge? Bidirectional { get; }

    /// <summary>Reports an argument; the layer's name stands before the details.</summary>
    void Report(DiagnosticDescriptor descriptor, string argument, params string[] details);

    /// <summary>Reports an element of an array.</summary>
    void ReportElement(DiagnosticDescriptor descriptor, string argument, int index, params string[] details);
}

/// <summary>Arguments that several layers have.</summary>
internal static class SharedArguments
{
    public static InitializerKind Initializer(this ILayerArguments arguments, string name, InitializerKind fallback) =>
        arguments.Choice(name, "Initializer", fallback);

    /// <summary>How the kernel is drawn, Glorot's uniform by default, and the bias, zeros by default.</summary>
    public static (InitializerKind Kernel, InitializerKind Bias) Initializers(this ILayerArguments arguments) => (
        arguments.Initializer("KernelInitializer", InitializerKind.GlorotUniform), arguments.Initializer("BiasInitializer", InitializerKind.Zeros));

    /// <summary>A shape of at least one size, each of at least 1.</summary>
    public static EquatableArray<int> Shape(this ILayerArguments arguments, string name)
    {
        int[] sizes = arguments.Array(name) ?? [];
        int wrong = Array.FindIndex(sizes, size => size < 1);
        if (wrong >= 0)
        {
            arguments.ReportElement(Descriptors.TooSmall, name, wrong, "a size of the shape", Invariant.Text(sizes[wrong]));
        }
        else if (sizes.Length == 0)
        {
            arguments.Report(Descriptors.TooSmall, name, "the number of axes", "0");
        }

        return new(sizes.Length == 0 ? [1] : sizes.Select(size => Math.Max(size, 1)));
    }

    /// <summary>The activation behind the layer.</summary>
    public static ActivationKind Activation(this ILayerArguments arguments) => arguments.Choice<ActivationKind>("Activation", "Activation");

    /// <summary>What keeps a divisor from 0.</summary>
    public static float Epsilon(this ILayerArguments arguments, float fallback)
    {
        float epsilon = arguments.Value("Epsilon", fallback);
        if (!(epsilon > 0 && epsilon <= float.MaxValue))
        {
            arguments.Report(Descriptors.EpsilonInvalid, "Epsilon", Invariant.Text(epsilon));
        }

        return epsilon;
    }

    /// <summary>A number that is not infinite.</summary>
    public static float Finite(this ILayerArguments arguments, string name, float fallback) =>
        arguments.Number(name, fallback, "finite", float.NegativeInfinity);

    /// <summary>A number of at least 0 that is not infinite.</summary>
    public static float AtLeastZero(this ILayerArguments arguments, string name, float fallback) =>
        arguments.Number(name, fallback, "finite and at least 0", 0);

    /// <summary>A number above 0 that is not infinite.</summary>
    public static float AboveZero(this ILayerArguments arguments, string name, float fallback) =>
        arguments.Number(name, fallback, "finite and greater than 0", float.Epsilon);

    private static float Number(this ILayerArguments arguments, string name, float fallback, string rule, float least)
    {
        float value = arguments.Value(name, fallback);
        if (!(value >= least && Math.Abs(value) <= float.MaxValue))
        {
            arguments.Report(Descriptors.NumberInvalid, name, name.ToLowerInvariant(), rule, Invariant.Text(value));
        }

        return value;
    }

    /// <summary>The part of the values that a dropout zeroes.</summary>
    public static float Rate(this ILayerArguments arguments, string name)
    {
        float rate = arguments.Value(name, 0f);
        if (!(rate >= 0 && rate < 1))
        {
            arguments.Report(Descriptors.RateOutOfRange, name, Invariant.Text(rate));
        }

        return rate;
    }
}
