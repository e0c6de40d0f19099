using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Adadelta (Zeiler, 2012): the size of a step follows the running mean of earlier steps.</summary>
/// <param name="learningRate">Scales each step; Keras' default is 0.001, PyTorch's 1.</param>
public sealed class Adadelta(float learningRate = 1e-3f) : Optimizer(learningRate)
{
    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public Adadelta(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>How much of the running means is kept in a step, from 0 to 1.</summary>
    public float Rho { get; init => field = Argument.Share(value); } = 0.95f;

    /// <summary>Keeps the roots from 0.</summary>
    public float Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7f;

    private protected override int StateCount => 2;

    private protected override void Update(UpdateSweep sweep, long step) =>
        sweep.Run(new Element(Rate, Rho, Epsilon));

    private readonly struct Element(float rate, float rho, float epsilon) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            Vector256<float> small = Vector256.Create(epsilon);
            s0 = (s0 * rho) + (gradients * gradients * (1 - rho));
            Vector256<float> move = Vector256.Sqrt(s1 + small) / Vector256.Sqrt(s0 + small) * gradients;
            s1 = (s1 * rho) + (move * move * (1 - rho));
            return values - (move * rate);
        }
    }
}
