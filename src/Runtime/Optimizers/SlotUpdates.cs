using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Adds gradients to the state; at the last of <paramref name="steps"/> steps turns them into the mean and empties the state.</summary>
/// <param name="steps">How many, if they are complete.</param>
internal readonly struct Accumulation(int? steps) : IElementUpdate
{
    public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
        ref Vector256<float> s2)
    {
        s0 += gradients;
        if (steps is not { } count)
        {
            return values;
        }

        Vector256<float> mean = s0 / Vector256.Create((float)count);
        s0 = Vector256<float>.Zero;
        return mean;
    }
}

/// <summary>Keeps a moving average of the values in the state.</summary>
/// <param name="momentum">How much of it is kept.</param>
internal readonly struct MovingAverage(float momentum) : IElementUpdate
{
    public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
        ref Vector256<float> s2)
    {
        s0 = (s0 * momentum) + (values * (1 - momentum));
        return values;
    }
}
