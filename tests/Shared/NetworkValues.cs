namespace NetCompiler.Tests.Shared;

/// <summary>A network's numbers, copied, and made-up samples for one.</summary>
internal static class NetworkValues
{
    /// <summary>A parameter's elements.</summary>
    public static float[] Values(this Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    /// <summary>The gradient that the last step left.</summary>
    public static float[] Gradient(this Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.CopyGradientTo(values);
        return values;
    }

    /// <summary>All parameters, one after the other.</summary>
    public static float[] Weights(this CompiledNetwork network) => [.. network.Parameters.SelectMany(parameter => parameter.Values())];

    /// <summary>A batch's inputs.</summary>
    public static float[] MakeInputs(this CompiledNetwork network, int samples, int seed) =>
        Numbers(samples, network.InputFloats, seed, network.Description.InputIndices);

    /// <summary>A batch's targets.</summary>
    public static float[] MakeTargets(this TrainableNetwork network, int samples, int seed) =>
        Numbers(samples, network.TargetFloats, seed, network.Description.TargetIndices);

    /// <summary>From 0 to 1, and whole numbers where the network expects some.</summary>
    private static float[] Numbers(int samples, int floats, int seed, IndexRange[] ranges)
    {
        var random = new Random(seed);
        float[] values = new float[samples * floats];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextSingle();
            if (Array.Find(ranges, range => i % floats >= range.Offset && i % floats < range.Offset + range.Count) is { } whole)
            {
                values[i] = MathF.Floor(values[i] * whole.Limit);
            }
        }

        return values;
    }
}
