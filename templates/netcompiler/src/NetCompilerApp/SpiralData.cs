using NetCompiler;

namespace NetCompilerApp;

/// <summary>Points on the arms of a spiral, to be told apart. Put your own data here.</summary>
public static class SpiralData
{
    /// <summary>How many arms the spiral has: the classes.</summary>
    public const int Arms = 3;

    /// <summary>Draws points within the unit circle.</summary>
    /// <param name="count">How many; the arms take turns.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        var points = new float[2 * count];
        var arms = new int[count];
        for (var i = 0; i < count; i++)
        {
            arms[i] = i % Arms;
            var radius = 0.05 + 0.95 * random.NextDouble();
            var noise = 0.15 * (random.NextDouble() - 0.5);
            var angle = 2 * Math.PI * (arms[i] / (double)Arms + 0.6 * radius) + noise;
            points[2 * i] = (float)(radius * Math.Cos(angle));
            points[2 * i + 1] = (float)(radius * Math.Sin(angle));
        }

        return Dataset.FromArrays(points, [2], arms);
    }
}
