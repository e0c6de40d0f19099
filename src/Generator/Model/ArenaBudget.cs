using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// Refuses while a network is written what no plan of it could hold: an input or parameters beyond an arena, and tensors that no machine walks over.
/// Whether all else fits is known when it is planned, since tensors that are never stored take no memory and others share theirs.
/// </summary>
internal sealed class ArenaBudget
{
    /// <summary>The elements of one tensor, be it stored or not.</summary>
    private const long MostElements = 1L << 40;

    private BigInteger _parameters;

    /// <summary>The bytes of an input that is too large by itself, else null.</summary>
    public static BigInteger? OfInput(EquatableArray<int> shape) => OfRow([shape]);

    /// <summary>The bytes of tensors that lie one after the other, where these are too many; else null.</summary>
    public static BigInteger? OfRow(IEnumerable<EquatableArray<int>> shapes) =>
        Bytes(shapes.Aggregate(BigInteger.Zero, (sum, shape) => sum + ShapeRules.Elements(shape))) is var bytes && bytes > ArenaLimit.MostBytes
            ? bytes : null;

    /// <summary>Adds a layer; gives what is too large, or null.</summary>
    /// <param name="hasParameters">False for a further use of a layer.</param>
    public (string What, BigInteger Bytes)? Take(OpSpec op, OpShapes shapes, bool hasParameters)
    {
        foreach (LayerParameter parameter in hasParameters ? LayerParameters.Of(op, shapes.Inputs) : [])
        {
            _parameters += ShapeRules.Elements(parameter.Shape);
        }

        BigInteger elements = shapes.Outputs;
        return Bytes(_parameters) > ArenaLimit.MostBytes ? ("with it, the network's parameters", Bytes(_parameters))
            : elements > MostElements ? ("its output " + Invariant.Text(shapes.Output), Bytes(elements))
            : null;
    }

    private static BigInteger Bytes(BigInteger floats) => floats * sizeof(float);
}
