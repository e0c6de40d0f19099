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

    private static double SumOfSquares(ReadOnlySpan<float> gradients)
    {
        double sum = 0;
        foreach (float gradient in gradients)
        {
            sum += (double)gradient * gradient;
        }

        return sum;
    }

    private static void Scale(Span<float> gradients, float factor)
    {
        foreach (ref float gradient in gradients)
        {
            gradient *= factor;
        }
    }
}
