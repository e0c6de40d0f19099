using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Adam (Kingma and Ba, 2014): steps by the running mean of the gradients over the root of the running mean of their squares.</summary>
/// <param name="learningRate">Size of a step; the default is 0.001.</param>
public class Adam(float learningRate = 1e-3f) : Optimizer(learningRate)
{
    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public Adam(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>How much of the first moment is kept in a step, from 0 to 1.</summary>
    public float Beta1 { get; init => field = Argument.Share(value); } = 0.9f;

    /// <summary>How much of the second moment is kept in a step, from 0 to 1.</summary>
    public float Beta2 { get; init => field = Argument.Share(value); } = 0.999f;

    /// <summary>Keeps the divisor from 0; Keras' default. PyTorch's is 1e-8.</summary>
    public float Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7f;

    /// <summary>Whether to divide by the largest second moment so far (Reddi et al., 2018).</summary>
    public bool AmsGrad { get; init; }

    private protected override int StateCount => AmsGrad ? 3 : 2;

    private protected override void Update(UpdateSweep sweep, long step)
    {
        double first = 1 - Math.Pow(Beta1, step);
        double second = Math.Sqrt(1 - Math.Pow(Beta2, step));
        (double size, double scale) = Rule == UpdateRule.Keras ? (Rate * second / first, 1) : (Rate / first, 1 / second);
        var element = new Element(1 - Beta1, 1 - Beta2, (float)size, (float)scale, Epsilon, AmsGrad);
        sweep.Run(element);
    }

    private readonly struct Element(float rest1, float rest2, float size, float scale, float epsilon, bool largest) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            s0 += (gradients - s0) * rest1;
            s1 += ((gradients * gradients) - s1) * rest2;
            s2 = Vector256.ConditionalSelect(Vector256.GreaterThan(s1, s2), s1, s2);
            Vector256<float> divisor = (Vector256.Sqrt(largest ? s2 : s1) * scale) + Vector256.Create(epsilon);
            return values - (s0 * size / divisor);
        }
    }
}

/// <summary>Adam with weight decay apart from the gradient (Loshchilov and Hutter, 2017).</summary>
public sealed class AdamW : Adam
{
    private const float DefaultDecay = 0.004f;

    /// <param name="learningRate">Size of a step; the default is 0.001.</param>
    public AdamW(float learningRate = 1e-3f)
        : base(learningRate) => WeightDecay = DefaultDecay;

    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public AdamW(LearningRateSchedule learningRate)
        : base(learningRate) => WeightDecay = DefaultDecay;

    private protected override bool DecoupledDecay => true;
}
