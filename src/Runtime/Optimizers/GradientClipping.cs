namespace NetCompiler;

/// <summary>Limits gradients as the optimizer asks, before anything else is done with them.</summary>
internal static class GradientClipping
{
    public static void Apply(Optimizer optimizer, ParameterDescription[] parameters, Span<float> gradients)
    {
        if (optimizer.ClipValue is { } limit)
        {
            for (int i = 0; i < gradients.Length; i++)
            {
                gradients[i] = Math.Min(Math.Max(gradients[i], -limit), limit);
            }
        }
        else if (optimizer.ClipNorm is { } norm)
        {
            foreach (ParameterDescription parameter in parameters)
            {
                if (parameter.Trainable)
                {
                    ScaleDown(gradients.Slice(parameter.Offset, parameter.Layout.Floats), norm);
                }
            }
        }
        else if (optimizer.GlobalClipNorm is { } global)
        {
            ScaleDown(gradients, global);
        }
    }

    /// <summary>Scales values whose Euclidean norm is above the limit down to it; the sum of squares is in double.</summary>
    public static void ScaleDown(Span<float> gradients, float limit)
    {
        double sum = 0;
        foreach (float gradient in gradients)
        {
            sum += (double)gradient * gradient;
        }

        double norm = Math.Sqrt(sum);
        if (norm > limit)
        {
            float factor = (float)(limit / norm);
            for (int i = 0; i < gradients.Length; i++)
            {
                gradients[i] *= factor;
            }
        }
    }
}
