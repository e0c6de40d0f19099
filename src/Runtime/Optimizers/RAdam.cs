using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Rectified Adam (Liu et al., 2019): plain momentum until the variance of the second moment can be told.</summary>
/// <param name="learningRate">Size of a step; the default is 0.001.</param>
public sealed class RAdam(float learningRate = 1e-3f) : Optimizer(learningRate)
{
    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public RAdam(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>How much of the first moment is kept in a step, from 0 to 1.</summary>
    public float Beta1 { get; init => field = Argument.Share(value); } = 0.9f;

    /// <summary>How much of the second moment is kept in a step, from 0 to 1.</summary>
    public float Beta2 { get; init => field = Argument.Share(value); } = 0.999f;

    /// <summary>Keeps the divisor from 0. PyTorch's default is 1e-8.</summary>
    public float Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7f;

    private protected override int StateCount => 2;

    private protected override void Update(UpdateSweep sweep, long step)
    {
        double kept = Math.Pow(Beta2, step);
        double most = (2 / (1 - (double)Beta2)) - 1;
        double length = most - (2 * step * kept / (1 - kept));
        double size = Rate / (1 - Math.Pow(Beta1, step));
        bool rectified = length > 5;
        double factor = rectified
            ? Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length)) * Math.Sqrt(1 - kept)
            : 1;
        var element = new Element(1 - Beta1, 1 - Beta2, (float)(size * factor), Epsilon, rectified);
        sweep.Run(element);
    }

    private readonly struct Element(float rest1, float rest2, float size, float epsilon, bool rectified) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            s0 += (gradients - s0) * rest1;
            s1 += ((gradients * gradients) - s1) * rest2;
            Vector256<float> move = s0 * size;
            return values - (rectified ? move / (Vector256.Sqrt(s1) + Vector256.Create(epsilon)) : move);
        }
    }
}
