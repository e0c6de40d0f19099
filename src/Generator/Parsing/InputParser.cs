using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Reads the shape of an input or a target.</summary>
internal static class InputParser
{
    /// <summary>The shape of one sample; null, with a diagnostic, when it is at fault.</summary>
    /// <param name="input">Null when it is missing.</param>
    /// <param name="network">The class's name.</param>
    /// <param name="missing">The place to report at when it is.</param>
    public static EquatableArray<int>? Parse(AttributeReader? input, string network, LocationInfo missing, Problems problems)
    {
        if (input is null)
        {
            problems.Add(Descriptors.NoInput, missing, network);
            return null;
        }

        if (!input.IsValid)
        {
            problems.AddUnreported();
            return null;
        }

        if (input.Array("shape") is not { Length: > 0 } shape)
        {
            problems.Add(Descriptors.EmptyShape, input.Where("shape"), "The input");
            return null;
        }

        return Check(input, "The input", shape, problems);
    }

    /// <summary>The shape, if its sizes are sound.</summary>
    /// <param name="what">Names it in messages.</param>
    public static EquatableArray<int>? Check(AttributeReader attribute, string what, int[] shape, Problems problems)
    {
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 1)
            {
                problems.Add(Descriptors.TooSmall, attribute.Where("shape", i), what, "a size", Invariant.Text(shape[i]));
            }
        }

        if (shape.Any(size => size < 1))
        {
            return null;
        }

        if (ArenaBudget.OfInput(new(shape)) is { } bytes)
        {
            problems.Add(Descriptors.TooLarge, attribute.Where("shape"), what, "its shape " + Invariant.Text(shape), Invariant.Text(bytes), "");
            return null;
        }

        return new(shape);
    }

    /// <summary>Whether one more input or target fits beside the others, which lie in one row.</summary>
    /// <param name="before">The floats of those before it.</param>
    public static bool Fits(AttributeReader attribute, string what, int before, EquatableArray<int> shape, Problems problems)
    {
        BigInteger bytes = (before + ShapeRules.Elements(shape)) * sizeof(float);
        if (bytes > ArenaLimit.MostBytes)
        {
            problems.Add(Descriptors.TooLarge, attribute.Where("shape"), what, "with those before it, a sample", Invariant.Text(bytes), "");
        }

        return bytes <= ArenaLimit.MostBytes;
    }
}
