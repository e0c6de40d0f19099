using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Zeroes values in training.</summary>
internal static class DropoutMask
{
    /// <summary>
    /// The values times a mask that is 0 with probability <paramref name="rate"/>, else 1 / (1 - rate); in predictions, the values.
    /// </summary>
    /// <param name="perChannel">One draw for each channel of a sample.</param>
    /// <param name="draw">Tells the draws of a layer apart.</param>
    public static int Build(BuildContext at, string name, int input, float rate, bool perChannel, int draw = 0)
    {
        if (!at.IsTraining || rate == 0)
        {
            return input;
        }

        EquatableArray<int> shape = at.Graph[input].Shape;
        int mask = Draw(at, name, perChannel ? new([shape[0], shape.Last()]) : shape, rate, draw);
        LoadExpr factor = perChannel ? new LoadExpr(mask, new([Affine.Of(0), Affine.Of(shape.Count - 1)])) : at.Graph.Same(mask);
        return at.Graph.Map(name, input, Times(at.Graph.Same(input), factor));
    }

    /// <summary>The factors alone, for what uses them several times.</summary>
    /// <param name="draw">Tells the draws of a layer apart.</param>
    public static int Draw(BuildContext at, string name, EquatableArray<int> shape, float rate, int draw) =>
        at.Graph.Add(new RandomNode(name + ".mask", shape, rate, at.Salt(draw)));

    /// <summary>What is known of the values behind a dropout.</summary>
    public static OutputRange Range(OutputRange range, float rate) =>
        rate != 0 && range is OutputRange.UnitInterval or OutputRange.Distribution ? OutputRange.NonNegative : range;
}
