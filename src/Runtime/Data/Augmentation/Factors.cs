using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Bounds of random factors, lower and upper.</summary>
internal static class Factors
{
    /// <summary>Uniform between the bounds.</summary>
    public static double Next((float Low, float High) factor, RandomStream random) =>
        factor.Low + ((factor.High - (double)factor.Low) * random.NextUniform());

    /// <summary>One number stands for both bounds, as in Keras.</summary>
    public static (float Low, float High) Around(float factor, string argument) =>
        factor >= 0 && float.IsFinite(factor) ? (-factor, factor)
            : throw new ArgumentOutOfRangeException(argument, factor, "Expected a finite factor of at least 0.");

    /// <exception cref="ArgumentOutOfRangeException">The bounds are in the wrong order or not finite.</exception>
    public static (float Low, float High) Check((float Low, float High) factor, string argument) =>
        float.IsFinite(factor.Low) && float.IsFinite(factor.High) && factor.Low <= factor.High
            ? factor
            : throw new ArgumentOutOfRangeException(argument, factor, "Expected finite bounds, the lower one first.");
}
