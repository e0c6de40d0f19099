using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Adam with Nesterov's momentum (Dozat, 2016), the momentum following the schedule <c>Beta1 (1 - 0.96^(t ScheduleDecay) / 2)</c>.</summary>
/// <param name="learningRate">Size of a step; the default is 0.001.</param>
public sealed class Nadam(float learningRate = 1e-3f) : Optimizer(learningRate)
{
    private double _product = 1;

    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public Nadam(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>How much of the first moment is kept in a step, from 0 to 1.</summary>
    public float Beta1 { get; init => field = Argument.Share(value); } = 0.9f;

    /// <summary>How much of the second moment is kept in a step, from 0 to 1.</summary>
    public float Beta2 { get; init => field = Argument.Share(value); } = 0.999f;

    /// <summary>Keeps the divisor from 0; Keras' default. PyTorch's is 1e-8.</summary>
    public float Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7f;

    /// <summary>Speed of the schedule: 1 in Keras, 0.004 in PyTorch.</summary>
    public float ScheduleDecay { get; init => field = Argument.NotNegative(value); } = 1;

    private protected override int StateCount => 2;

    private protected override double Scalar
    {
        get => _product;
        set => _product = value;
    }

    private protected override void Update(UpdateSweep sweep, long step)
    {
        (double now, double next) = (Momentum(step), Momentum(step + 1));
        _product *= now;
        double second = Math.Sqrt(1 - Math.Pow(Beta2, step));
        double ofGradient = Rate * (1 - now) / (1 - _product);
        double ofMoment = Rate * next / (1 - (_product * next));
        var element = new Element(1 - Beta1, 1 - Beta2, (float)ofGradient, (float)ofMoment, (float)(1 / second), Epsilon);
        sweep.Run(element);
    }

    private double Momentum(long step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * (double)ScheduleDecay)));

    private readonly struct Element(float rest1, float rest2, float ofGradient, float ofMoment, float scale, float epsilon) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            s0 += (gradients - s0) * rest1;
            s1 += ((gradients * gradients) - s1) * rest2;
            Vector256<float> divisor = (Vector256.Sqrt(s1) * scale) + Vector256.Create(epsilon);
            return values - (((gradients * ofGradient) + (s0 * ofMoment)) / divisor);
        }
    }
}
