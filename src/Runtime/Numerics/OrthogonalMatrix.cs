namespace NetCompiler.Numerics;

/// <summary>
/// Random matrices with orthonormal rows or columns, whichever are fewer: the Q of a normal matrix' QR decomposition with a positive diagonal of R,
/// which spreads evenly over all such matrices.
/// </summary>
internal static class OrthogonalMatrix
{
    /// <summary>Fills [all axes but the last, last].</summary>
    public static void Fill(Span<float> rowMajor, int[] shape, RandomStream random)
    {
        int columns = shape[^1];
        int rows = rowMajor.Length / columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = NextVector(vectors.AsSpan(0, i), length, random);
        }

        for (int i = 0; i < rowMajor.Length; i++)
        {
            int row = i / columns;
            int column = i % columns;
            rowMajor[i] = (float)(rows >= columns ? vectors[column][row] : vectors[row][column]);
        }
    }

    /// <summary>Gram and Schmidt, twice: what the first pass leaves behind by rounding, the second removes.</summary>
    private static double[] NextVector(ReadOnlySpan<double[]> earlier, int length, RandomStream random)
    {
        var vector = new double[length];
        foreach (ref double element in vector.AsSpan())
        {
            element = random.NextNormal();
        }

        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] other in earlier)
            {
                AddScaled(vector, other, -Dot(vector, other));
            }
        }

        double scale = 1 / Math.Sqrt(Dot(vector, vector));
        foreach (ref double element in vector.AsSpan())
        {
            element *= scale;
        }

        return vector;
    }

    /// <summary>Four sums side by side, in an order that no machine changes.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++)
        {
            s0 += a[i] * b[i];
        }

        return (s0 + s1) + (s2 + s3);
    }

    private static void AddScaled(Span<double> a, ReadOnlySpan<double> b, double factor)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] += factor * b[i];
        }
    }
}
