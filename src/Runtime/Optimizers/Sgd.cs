using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Gradient descent, with momentum if wanted: <c>m = Momentum m - lr g; p += m</c>, Nesterov's form <c>p += Momentum m - lr g</c>.</summary>
/// <param name="learningRate">Size of a step; Keras' default is 0.01.</param>
public sealed class Sgd(float learningRate = 0.01f) : Optimizer(learningRate)
{
    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    public Sgd(LearningRateSchedule learningRate)
        : this(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>Share of the last step that is kept, from 0 (none) to 1.</summary>
    public float Momentum { get; init => field = Argument.Share(value); }

    /// <summary>Whether to look ahead along the momentum.</summary>
    public bool Nesterov { get; init; }

    private protected override int StateCount => Momentum == 0 ? 0 : 1;

    private protected override void Update(UpdateSweep sweep, long step)
    {
        // The two rules differ once the learning rate changes: Keras keeps steps, PyTorch gradients.
        (float inside, float outside) = Rule == UpdateRule.Keras ? (Rate, 1f) : (1f, Rate);
        sweep.Run(new Element(Momentum, Nesterov, inside, outside));
    }

    private readonly struct Element(float momentum, bool nesterov, float inside, float outside) : IElementUpdate
    {
        public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
            ref Vector256<float> s2)
        {
            Vector256<float> scaled = gradients * inside;
            s0 = (s0 * momentum) + scaled;
            Vector256<float> move = nesterov ? (s0 * momentum) + scaled : s0;
            return values - (move * outside);
        }
    }
}
