using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// Refuses while a network is written what no plan of it could hold: an input or parameters beyond an arena, and tensors that no machine walks over. Whether all
/// else fits is known when it is planned, since tensors that are never stored take no memory and others share theirs.
/// </summary>
internal sealed class ArenaBudget
{
    /// <summary>What an array of the runtime holds beside what aligns it.</summary>
    public const long MostFloats = 2_147_483_520;

    public const long MostBytes = MostFloats * sizeof(float);

    /// <summary>The elements of one tensor, be it stored or not.</summary>
    private const long MostElements = 1L << 40;

    private BigInteger _parameters;

    /// <summary>The bytes of an input that is too large by itself, else null.</summary>
    public static BigInteger? OfInput(EquatableArray<int> shape) =>
        Bytes(ShapeRules.Elements(shape)) is var bytes && bytes > MostBytes ? bytes : null;

    /// <summary>Adds a layer; gives what is too large, or null.</summary>
    /// <param name="hasParameters">False for a further use of a layer.</param>
    public (string What, BigInteger Bytes)? Take(OpSpec op, EquatableArray<int> input, EquatableArray<int> output, WindowRequest? window, bool hasParameters)
    {
        if (window is not null && Bytes(window.Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Reach)) is var reach && reach > MostBytes)
        {
            return ("its window, which covers " + string.Join(" x ", window.Axes.Select(axis => Invariant.Text(axis.Reach))) + " cells,", reach);
        }

        foreach (var parameter in hasParameters ? LayerParameters.Of(op, input) : [])
        {
            _parameters += ShapeRules.Elements(parameter.Shape);
        }

        var elements = ShapeRules.Elements(output);
        return Bytes(_parameters) > MostBytes ? ("with it, the network's parameters", Bytes(_parameters))
            : elements > MostElements ? ("its output " + Invariant.Text(output), Bytes(elements))
            : null;
    }

    private static BigInteger Bytes(BigInteger floats) => floats * sizeof(float);
}
