using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// Adds up what a network needs at least, so that no arena outgrows the 2^31 - 1 bytes that an index reaches: the parameters, and
/// the outputs of one sample, in training with their gradients.
/// </summary>
internal sealed class ArenaBudget(bool trains)
{
    private const long MaxBytes = int.MaxValue;

    private BigInteger _parameters;
    private BigInteger _outputs;

    /// <summary>The bytes of an input that is too large by itself, else null.</summary>
    public static BigInteger? OfInput(EquatableArray<int> shape) =>
        Bytes(ShapeRules.Elements(shape)) is var bytes && bytes > MaxBytes ? bytes : null;

    /// <summary>Adds a layer; gives what is too large, or null.</summary>
    /// <param name="hasParameters">False for a further use of a layer.</param>
    public (string What, BigInteger Bytes)? Take(OpSpec op, EquatableArray<int> input, EquatableArray<int> output, WindowRequest? window, bool hasParameters)
    {
        if (window is not null && Bytes(window.Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Reach)) is var reach && reach > MaxBytes)
        {
            return ("its window, which covers " + string.Join(" x ", window.Axes.Select(axis => Invariant.Text(axis.Reach))) + " cells,", reach);
        }

        foreach (var parameter in hasParameters ? LayerParameters.Of(op, input) : [])
        {
            _parameters += ShapeRules.Elements(parameter.Shape);
        }

        return Bytes(_parameters) > MaxBytes
            ? ("with it, the network's parameters", Bytes(_parameters))
            : TakeOutput(output);
    }

    private (string What, BigInteger Bytes)? TakeOutput(EquatableArray<int> shape)
    {
        var elements = ShapeRules.Elements(shape);
        _outputs += elements * (trains ? 2 : 1);
        if (Bytes(elements) > MaxBytes)
        {
            return ("its output " + Invariant.Text(shape), Bytes(elements));
        }

        var what = trains ? "with it, the outputs of all layers and their gradients for one sample" : "with it, the outputs of all layers for one sample";
        return Bytes(_outputs) > MaxBytes ? (what, Bytes(_outputs)) : null;
    }

    private static BigInteger Bytes(BigInteger floats) => floats * sizeof(float);
}
