namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>Numbers of samples that are not from -1 to 1: tiny, huge, of all sizes together, equal, zero, far from zero.</summary>
internal static class ExtremeNumbers
{
    /// <summary>One network of so many is given them.</summary>
    private const int Every = 5;

    private static readonly float[] Few = [-1, 0, 0.5f, 1];

    private static readonly float[] OfAllSizes = [0, -0f, 1e-40f, -1e-38f, 1e-20f, -1e-7f, 0.3f, -1, 3, 90, -1e4f, 1e9f, -1e18f];

    private static readonly Func<Random, float>[] Kinds =
    [
        random => Unit(random) * 1e-30f,
        random => Unit(random) * 1e-12f,
        random => Unit(random) * 30,
        random => Unit(random) * 1e4f,
        random => Unit(random) * 1e12f,
        random => OfAllSizes[random.Next(OfAllSizes.Length)],
        random => OfAllSizes[random.Next(OfAllSizes.Length)] * Unit(random),
        random => Few[random.Next(Few.Length)],
        random => 1e4f + Unit(random),
        _ => 0,
    ];

    /// <summary>For every fifth network; null for the others.</summary>
    public static Func<Random, float>? Of(int number) => number % Every == Every - 1 ? Kinds[number / Every % Kinds.Length] : null;

    private static float Unit(Random random) => (random.NextSingle() * 2) - 1;
}
