namespace NetCompiler;

/// <summary>
/// Training that tells little about any one sample (Abadi et al., 2016): each sample's gradient is scaled down to a norm, and noise of that size is
/// added to their
/// sum. For networks with <see cref="PerExampleGradientsAttribute"/>; see docs/privacy.md. What it costs is counted by
/// <see cref="PrivacyAccountant"/>.
/// </summary>
public sealed class DifferentialPrivacy
{
    /// <summary>The largest Euclidean norm of a sample's gradient over all trainable parameters together; above 0.</summary>
    public required float ClipNorm
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    }

    /// <summary>The noise's deviation over <see cref="ClipNorm"/>; at least 0, and with 0 nothing is private.</summary>
    public required float NoiseMultiplier
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>
    /// The same seed gives the same noise, for tests; null, the default, for noise that nobody can draw again. Whoever knows the seed can take the
    /// noise away.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// What the sum of the gradients is divided by: the samples that a step has on average, where each is drawn with a probability of its own. Null
    /// for the
    /// step's own number of samples.
    /// </summary>
    public double? ExpectedBatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value ?? 1);
            field = value;
        }
    }
}
