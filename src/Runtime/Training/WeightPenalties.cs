using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>
/// The penalties of parameters: L1 times the sum of absolute values plus L2 times the sum of squares, as part of the loss. Padding of the packed
/// layouts is 0 and
/// stays out of it. Sums are in double and in a fixed order.
/// </summary>
internal sealed class WeightPenalties
{
    private readonly ParameterDescription[] _penalized;

    private WeightPenalties(ParameterDescription[] penalized) => _penalized = penalized;

    /// <summary>Null for a network without penalties.</summary>
    public static WeightPenalties? Of(NetworkDescription network)
    {
        ParameterDescription[] penalized = Array.FindAll(network.Parameters, p => p.Trainable && (p.L1 != 0 || p.L2 != 0));
        return penalized.Length == 0 ? null : new WeightPenalties(penalized);
    }

    /// <summary>What is added to the loss.</summary>
    /// <param name="values">The parameter arena.</param>
    /// <param name="active">Whose penalties count; null for all.</param>
    public double Loss(ReadOnlySpan<float> values, ActiveRanges? active)
    {
        double loss = 0;
        foreach (ParameterDescription parameter in _penalized)
        {
            if (active?.Has(parameter) == false)
            {
                continue;
            }

            (double sizes, double squares) = Sums(values.Slice(parameter.Offset, parameter.Layout.Floats));
            loss += (parameter.L1 * sizes) + (parameter.L2 * squares);
        }

        return loss;
    }

    /// <summary>Adds L1 sign(w) + 2 L2 w to each gradient.</summary>
    /// <param name="values">The parameter arena.</param>
    /// <param name="gradients">In its layout.</param>
    public void AddGradients(ReadOnlySpan<float> values, Span<float> gradients)
    {
        foreach (ParameterDescription parameter in _penalized)
        {
            Add(parameter, values.Slice(parameter.Offset, parameter.Layout.Floats), gradients.Slice(parameter.Offset, parameter.Layout.Floats));
        }
    }

    /// <summary>Over whole vectors: a parameter's length in the arena is a multiple of theirs.</summary>
    private static (double Sizes, double Squares) Sums(ReadOnlySpan<float> values)
    {
        Vector256<double> sizes = default, squares = default;
        foreach (Vector256<float> vector in MemoryMarshal.Cast<float, Vector256<float>>(values))
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(vector);
            sizes = sizes + Vector256.Abs(lower) + Vector256.Abs(upper);
            squares = squares + (lower * lower) + (upper * upper);
        }

        return (Sum(sizes), Sum(squares));
    }

    private static double Sum(Vector256<double> lanes) => lanes[0] + lanes[1] + lanes[2] + lanes[3];

    private static void Add(ParameterDescription parameter, ReadOnlySpan<float> values, Span<float> gradients)
    {
        Vector256<float> size = Vector256.Create(parameter.L1), slope = Vector256.Create(2 * parameter.L2);
        ReadOnlySpan<Vector256<float>> from = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Span<Vector256<float>> to = MemoryMarshal.Cast<float, Vector256<float>>(gradients);
        for (int i = 0; i < to.Length; i++)
        {
            Vector256<float> sign = (Vector256.GreaterThan(from[i], Vector256<float>.Zero) & size) - (Vector256.LessThan(from[i],
                Vector256<float>.Zero) & size);
            Vector256<float> square = from[i] * slope;
            to[i] += square + sign;
        }
    }
}
