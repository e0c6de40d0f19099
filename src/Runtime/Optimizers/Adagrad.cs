using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Adagrad (Duchi et al., 2011): steps by the gradient over the root of the sum of its squares.</summary>
/// <param name="learningRate">Size of a step; the default is 0.001.</param>
public sealed class Adagrad(float learningRate = 1e-3f) : Optimizer(learningRate)
{
    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public Adagrad(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>What the sum is at first, at least 0; Keras' default. PyTorch's is 0.</summary>
    public float InitialAccumulator { get; init => field = Argument.NotNegative(value); } = 0.1f;

    /// <summary>Keeps the divisor from 0: under the root in Keras, beside it in PyTorch.</summary>
    public float Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7f;

    private protected override int StateCount => 1;

    private protected override float InitialState => InitialAccumulator;

    private protected override void Update(UpdateSweep sweep, long step)
    {
        (float under, float beside) = Rule == UpdateRule.Keras ? (Epsilon, 0f) : (0f, Epsilon);
        sweep.Run(new Element(Rate, under, beside));
    }

    private readonly struct Element(float rate, float under, float beside) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            s0 += gradients * gradients;
            return values - (gradients * rate / (Vector256.Sqrt(s0 + Vector256.Create(under)) + Vector256.Create(beside)));
        }
    }
}
