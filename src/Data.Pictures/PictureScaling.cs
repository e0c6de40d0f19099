namespace NetCompiler;

/// <summary>
/// Scales along one axis: each new pixel is a weighted mean of the old ones around its place. Upwards that is linear interpolation; downwards the
/// weights reach over all pixels that become one, so that nothing is skipped and no pattern appears.
/// </summary>
/// <remarks>The same sums in the same order on every processor.</remarks>
internal readonly struct PictureScaling
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="from">Old pixels.</param>
    /// <param name="to">New pixels.</param>
    /// <param name="start">Where in the old pixels the first new one begins.</param>
    /// <param name="length">Old pixels, whole or not, that become the new ones.</param>
    public PictureScaling(int from, int to, double start, double length)
    {
        double scale = length / to, reach = Math.Max(1, scale);
        (_first, _weights) = (new int[to], new float[to][]);
        for (int i = 0; i < to; i++)
        {
            double centre = start + ((i + 0.5) * scale);
            int first = Math.Clamp((int)Math.Floor(centre - reach + 0.5), 0, from - 1);
            int last = Math.Clamp((int)Math.Ceiling(centre + reach - 0.5), first, from - 1);
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(p => Math.Max(0, 1 - (Math.Abs(p + 0.5 - centre) / reach)))];
            double sum = weights.Sum();

            // Beyond the edge there is only the edge.
            _first[i] = first;
            _weights[i] = sum > 0 ? Array.ConvertAll(weights, weight => (float)(weight / sum)) : [1];
        }
    }

    /// <summary>Scales rows of channels: [outer, from, inner] to [outer, to, inner].</summary>
    public void Apply(ReadOnlySpan<float> old, Span<float> scaled, int outer, int from, int inner)
    {
        int to = _first.Length;
        scaled.Clear();
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < to; i++)
            {
                Span<float> target = scaled.Slice(((o * to) + i) * inner, inner);
                float[] weights = _weights[i];
                for (int w = 0; w < weights.Length; w++)
                {
                    ReadOnlySpan<float> row = old.Slice(((o * from) + _first[i] + w) * inner, inner);
                    for (int c = 0; c < inner; c++)
                    {
                        target[c] += weights[w] * row[c];
                    }
                }
            }
        }
    }
}
