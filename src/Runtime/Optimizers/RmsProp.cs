using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>RMSprop (Hinton, 2012): steps by the gradient over the root of the running mean of its squares.</summary>
/// <param name="learningRate">Size of a step; the default is 0.001.</param>
public sealed class RmsProp(float learningRate = 1e-3f) : Optimizer(learningRate)
{
    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public RmsProp(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>How much of the running mean is kept in a step, from 0 to 1.</summary>
    public float Rho { get; init => field = Argument.Share(value); } = 0.9f;

    /// <summary>Keeps the divisor from 0: under the root in Keras, beside it in PyTorch.</summary>
    public float Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7f;

    /// <summary>Share of the last step that is kept, from 0 (none) to 1.</summary>
    public float Momentum { get; init => field = Argument.Share(value); }

    /// <summary>Whether to divide by the gradients' variance instead of their mean square.</summary>
    public bool Centered { get; init; }

    private protected override int StateCount => 3;

    private protected override void Update(UpdateSweep sweep, long step)
    {
        (float inside, float outside) = Rule == UpdateRule.Keras ? (Rate, 1f) : (1f, Rate);
        (float under, float beside) = Rule == UpdateRule.Keras ? (Epsilon, 0f) : (0f, Epsilon);
        sweep.Run(new Element(Rho, Momentum, Centered, inside, outside, under, beside));
    }

    private readonly struct Element(float rho, float momentum, bool centered, float inside, float outside, float under, float beside) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            s0 = (s0 * rho) + (gradients * gradients * (1 - rho));
            s1 = (s1 * rho) + (gradients * (1 - rho));
            Vector256<float> spread = centered ? s0 - (s1 * s1) : s0;
            Vector256<float> divisor = Vector256.Sqrt(spread + Vector256.Create(under)) + Vector256.Create(beside);
            s2 = (s2 * momentum) + (gradients * inside / divisor);
            return values - (s2 * outside);
        }
    }
}
