using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>What is at both ends of an axis, each at least 0.</summary>
internal sealed record Margin(int Before, int After);

/// <summary>Layers that add to the sides of images, or take from them.</summary>
internal static class Margins
{
    /// <summary>One margin at both ends, or one for each.</summary>
    /// <param name="all">The argument for both.</param>
    public static EquatableArray<Margin> OfSteps(ILayerArguments arguments, string all) =>
        new([new Margin(Side(arguments, "before", all, all), Side(arguments, "after", all, all))]);

    /// <summary>One margin all around, or a vertical and a horizontal one, or one for each side.</summary>
    /// <param name="all">The argument for all sides.</param>
    public static EquatableArray<Margin> OfImage(ILayerArguments arguments, string all) => new(
    [
        new Margin(Side(arguments, "top", "vertical", all), Side(arguments, "bottom", "vertical", all)),
        new Margin(Side(arguments, "left", "horizontal", all), Side(arguments, "right", "horizontal", all)),
    ]);

    private static int Side(ILayerArguments arguments, string name, string pair, string all) =>
        arguments.NotNegative(arguments.Has(name) ? name : arguments.Has(pair) ? pair : all, 1);

    /// <summary>The part of the image that begins at a pixel; outside of the image there are zeros.</summary>
    /// <param name="start">The pixel's place along each axis; it may be negative.</param>
    public static int Shift(BuildContext at, IEnumerable<int> start) => at.Graph.Map(at.Name, at.OutputRows, new LoadExpr(
        at.Input, new(start.Select((place, d) => Affine.Of(1 + d, constant: place)).Prepend(Affine.Of(0)).Append(Affine.Of(at.Output.Count)))));
}
