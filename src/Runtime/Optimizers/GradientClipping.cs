using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Limits gradients as the optimizer asks, before anything else is done with them.</summary>
internal static class GradientClipping
{
    /// <param name="optimizer">Says which limit there is.</param>
    /// <param name="norms">Of the whole ones, where the limit is one of norms.</param>
    /// <param name="gradients">Of the whole ones, in the arena's order.</param>
    /// <param name="shards">This rank's range of them; null for all.</param>
    /// <param name="tables">Of tables with sparse updates: rows that are not in a list are 0.</param>
    public static void Apply(
        Optimizer optimizer, GradientNorms? norms, Span<float> gradients, ParameterShards? shards, ReadOnlySpan<RowGradient> tables)
    {
        if (optimizer.ClipValue is { } limit)
        {
            Limit(shards is null ? gradients : gradients[shards.First..shards.End], limit);
            foreach (RowGradient table in tables)
            {
                Limit(table.Values, limit);
            }
        }
        else if (optimizer.ClipNorm is { } norm)
        {
            norms!.Squares(gradients, shards);
            norms.Scale(gradients, norm, shards);
            foreach (RowGradient table in tables)
            {
                ScaleDown(table.Values, norm);
            }
        }
        else if (optimizer.GlobalClipNorm is { } global)
        {
            ScaleDown(norms!, gradients, shards, tables, global);
        }
    }

    /// <summary>Scales values whose Euclidean norm is above the limit down to it; the sum of squares is in double.</summary>
    public static void ScaleDown(Span<float> gradients, float limit) =>
        Scale(gradients, Factor(GradientNorms.SumOfSquares(gradients), limit));

    /// <summary>The same for all together.</summary>
    private static void ScaleDown(
        GradientNorms norms, Span<float> gradients, ParameterShards? shards, ReadOnlySpan<RowGradient> tables, float limit)
    {
        ref double sum = ref norms.Squares(gradients, shards)[0];
        foreach (RowGradient table in tables)
        {
            sum += GradientNorms.SumOfSquares(table.Values);
        }

        norms.Scale(gradients, limit, shards);
        foreach (RowGradient table in tables)
        {
            Scale(table.Values, Factor(sum, limit));
        }
    }

    /// <summary>What brings a norm down to the limit; 1 where it is not above.</summary>
    public static float Factor(double squares, float limit) => Math.Sqrt(squares) is var norm && norm > limit ? (float)(limit / norm) : 1;

    private static void Limit(Span<float> gradients, float limit)
    {
        foreach (ref float gradient in gradients)
        {
            gradient = Math.Min(Math.Max(gradient, -limit), limit);
        }
    }

    /// <summary>Multiplies them, unless the factor is 1.</summary>
    public static void Scale(Span<float> gradients, float factor)
    {
        if (factor == 1)
        {
            return;
        }

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
