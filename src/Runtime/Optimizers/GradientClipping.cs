using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Limits gradients as the optimizer asks, before anything else is done with them.</summary>
internal static class GradientClipping
{
    /// <param name="optimizer">Says which limit there is.</param>
    /// <param name="parameters">All that there are.</param>
    /// <param name="gradients">Of the whole ones.</param>
    /// <param name="tables">Of tables with sparse updates: rows that are not in a list are 0.</param>
    public static void Apply(Optimizer optimizer, ParameterDescription[] parameters, Span<float> gradients, ReadOnlySpan<RowGradient> tables)
    {
        if (optimizer.ClipValue is { } limit)
        {
            Limit(gradients, limit);
            foreach (RowGradient table in tables)
            {
                Limit(table.Values, limit);
            }
        }
        else if (optimizer.ClipNorm is { } norm)
        {
            foreach (ParameterDescription parameter in parameters)
            {
                if (parameter.Trainable && !parameter.SparseUpdates)
                {
                    ScaleDown(gradients.Slice(parameter.Offset, parameter.Layout.Floats), norm);
                }
            }

            foreach (RowGradient table in tables)
            {
                ScaleDown(table.Values, norm);
            }
        }
        else if (optimizer.GlobalClipNorm is { } global)
        {
            ScaleDown(gradients, tables, global);
        }
    }

    /// <summary>Scales values whose Euclidean norm is above the limit down to it; the sum of squares is in double.</summary>
    public static void ScaleDown(Span<float> gradients, float limit) => ScaleDown(gradients, [], limit);

    private static void ScaleDown(Span<float> gradients, ReadOnlySpan<RowGradient> tables, float limit)
    {
        double sum = SumOfSquares(gradients);
        foreach (RowGradient table in tables)
        {
            sum += SumOfSquares(table.Values);
        }

        double norm = Math.Sqrt(sum);
        if (norm > limit)
        {
            float factor = (float)(limit / norm);
            Scale(gradients, factor);
            foreach (RowGradient table in tables)
            {
                Scale(table.Values, factor);
            }
        }
    }

    private static void Limit(Span<float> gradients, float limit)
    {
        foreach (ref float gradient in gradients)
        {
            gradient = Math.Min(Math.Max(gradient, -limit), limit);
        }
    }

    /// <summary>In sixteen chains, so that an addition need not wait for the one before it; then their lanes in order.</summary>
    private static double SumOfSquares(ReadOnlySpan<float> gradients)
    {
        Vector256<double> first = default, second = default, third = default, fourth = default;
        int i = 0;
        for (; i <= gradients.Length - 16; i += 16)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Create(gradients.Slice(i, 8)));
            (Vector256<double> c, Vector256<double> d) = Vector256.Widen(Vector256.Create(gradients.Slice(i + 8, 8)));
            first += a * a;
            second += b * b;
            third += c * c;
            fourth += d * d;
        }

        Vector256<double> lanes = first + second + (third + fourth);
        double sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
        for (; i < gradients.Length; i++)
        {
            sum += (double)gradients[i] * gradients[i];
        }

        return sum;
    }

    private static void Scale(Span<float> gradients, float factor)
    {
        foreach (ref Vector256<float> vector in MemoryMarshal.Cast<float, Vector256<float>>(gradients))
        {
            vector *= factor;
        }

        foreach (ref float gradient in gradients[(gradients.Length & ~7)..])
        {
            gradient *= factor;
        }
    }
}
