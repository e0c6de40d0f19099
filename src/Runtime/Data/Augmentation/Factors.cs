using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Bounds of random factors, lower and upper: shares of an image or of a full turn, as in Keras from -1 to 1.</summary>
internal static class Factors
{
    /// <summary>Uniform between the bounds.</summary>
    public static double Next((float Low, float High) factor, RandomStream random) =>
        factor.Low + ((factor.High - (double)factor.Low) * random.NextUniform());

    /// <summary>One number stands for both bounds, as in Keras.</summary>
    public static (float Low, float High) Around(float factor, string argument) =>
        factor is >= 0 and <= 1 ? (-factor, factor)
            : throw new ArgumentOutOfRangeException(argument, factor, "Expected a factor from 0 to 1.");

    /// <exception cref="ArgumentOutOfRangeException">The bounds are in the wrong order or not from -1 to 1.</exception>
    public static (float Low, float High) Check((float Low, float High) factor, string argument) =>
        factor.Low >= -1 && factor.Low <= factor.High && factor.High <= 1
            ? factor
            : throw new ArgumentOutOfRangeException(argument, factor, "Expected bounds from -1 to 1, the lower one first.");
}
