namespace NetCompiler;

/// <summary>TensorBoard's HistogramProto of a tensor's values: 30 buckets of equal width, as Keras' callback has them.</summary>
internal static class HistogramSummary
{
    private const int Buckets = 30;

    /// <param name="values">Those that are no finite number are left out.</param>
    public static ProtoMessage Write(ReadOnlySpan<float> values)
    {
        (double min, double max) = Range(values);
        var limits = new double[min < max ? Buckets : 1];
        for (int i = 0; i < limits.Length; i++)
        {
            limits[i] = i == limits.Length - 1 ? max : min + ((max - min) * (i + 1) / limits.Length);
        }

        var counts = new double[limits.Length];
        double sum = 0, squares = 0, count = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                int bucket = max > min ? (int)((value - min) / (max - min) * limits.Length) : 0;
                counts[Math.Min(bucket, limits.Length - 1)]++;
                sum += value;
                squares += (double)value * value;
                count++;
            }
        }

        return new ProtoMessage().Add(1, min).Add(2, max).Add(3, count).Add(4, sum).Add(5, squares).AddPacked(6, limits).AddPacked(7, counts);
    }

    /// <summary>0 and 0 where there is no finite value.</summary>
    private static (double Min, double Max) Range(ReadOnlySpan<float> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                min = Math.Min(min, value);
                max = Math.Max(max, value);
            }
        }

        return min <= max ? (min, max) : (0, 0);
    }
}
