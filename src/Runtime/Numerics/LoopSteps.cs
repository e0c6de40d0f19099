using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>How many steps a loop over sequences takes. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LoopSteps
{
    /// <summary>
    /// The largest of the samples' numbers of steps, each rounded down, at least 0 and at most <paramref name="most"/>; what is no number counts as
    /// 0.
    /// </summary>
    /// <param name="steps">The number of the first sample.</param>
    /// <param name="count">Samples, at least 1.</param>
    /// <param name="perSample">Floats from a sample's number to the next one's.</param>
    /// <param name="most">The steps that there is memory for.</param>
    public static nint Longest(ref float steps, int count, int perSample, int most)
    {
        float longest = 0;
        for (int sample = 0; sample < count; sample++)
        {
            float own = Unsafe.Add(ref steps, (nint)sample * perSample);
            longest = own > longest ? own : longest;
        }

        return longest >= most ? most : (nint)longest;
    }
}
