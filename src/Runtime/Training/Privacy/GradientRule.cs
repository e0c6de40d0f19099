namespace NetCompiler;

/// <summary>
/// Another way to a batch's gradients than their mean. What a step of training can do besides is reached through an instance alone, so that a native
/// program that makes none does without its code.
/// </summary>
internal abstract class GradientRule
{
    /// <summary>What is done with the gradient of each sample.</summary>
    public abstract ExampleGradients Examples { get; }

    /// <summary>Makes of the sum of what <see cref="Examples"/> added the gradients of the step.</summary>
    /// <param name="gradients">In the parameters' layout.</param>
    /// <param name="count">Samples of the batch.</param>
    /// <param name="step">The step's number.</param>
    /// <param name="pool">Threads to use.</param>
    public abstract void Finish(Span<float> gradients, int count, long step, WorkerPool pool);
}

/// <summary>The gradients that <see cref="DifferentialPrivacy"/> asks for: the sum of limited ones and noise, over the number of samples.</summary>
/// <param name="network">The parameters and their places.</param>
/// <param name="privacy">How much is told of each sample.</param>
internal sealed class PrivateGradients(NetworkDescription network, DifferentialPrivacy privacy) : GradientRule
{
    private readonly GradientNoise? _noise = privacy.NoiseMultiplier > 0 ? new GradientNoise(network, privacy.Seed) : null;

    /// <summary>What it was made for.</summary>
    public DifferentialPrivacy Privacy => privacy;

    /// <inheritdoc/>
    public override ExampleGradients Examples { get; } = new ClippedGradients(privacy.ClipNorm);

    /// <inheritdoc/>
    public override void Finish(Span<float> gradients, int count, long step, WorkerPool pool)
    {
        _noise?.Add(gradients, (double)privacy.NoiseMultiplier * privacy.ClipNorm, step, pool);
        float share = (float)(1 / (privacy.ExpectedBatchSize ?? count));
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] *= share;
        }
    }
}
