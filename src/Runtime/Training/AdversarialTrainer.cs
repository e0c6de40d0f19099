namespace NetCompiler;

/// <summary>
/// Trains two networks against each other in one step (Goodfellow et al., 2014): a discriminator to tell real samples (1) from generated ones (0),
/// and a generator to
/// be taken for real. The generator's loss is <c>GivenGradient(output, target)</c>, by which the discriminator's gradient goes on through it; the
/// discriminator has
/// one output, a binary cross-entropy, and <c>InputGradient = true</c>.
/// </summary>
/// <remarks>
/// Real and generated samples make one batch of the discriminator, with twice the weight each, so that its loss is the sum of both means. Moving
/// averages of the generator
/// are updated once a step. Allocates nothing after the first step of a size.
/// </remarks>
public sealed class AdversarialTrainer
{
    private readonly TrainableNetwork _generator, _discriminator;
    private readonly Optimizer _generatorOptimizer, _discriminatorOptimizer;
    private float[] _samples = [], _labels = [], _weights = [], _gradients = [];

    /// <summary>A pair of networks with an optimizer each.</summary>
    /// <param name="generator">From noise to samples.</param>
    /// <param name="discriminator">From samples to one number.</param>
    /// <param name="generatorOptimizer">Changes the generator.</param>
    /// <param name="discriminatorOptimizer">Changes the discriminator.</param>
    /// <exception cref="ArgumentException">The networks do not fit each other.</exception>
    public AdversarialTrainer(TrainableNetwork generator, TrainableNetwork discriminator, Optimizer generatorOptimizer,
        Optimizer discriminatorOptimizer)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(discriminator);
        ArgumentNullException.ThrowIfNull(generatorOptimizer);
        ArgumentNullException.ThrowIfNull(discriminatorOptimizer);
        (_generator, _discriminator) = (generator, discriminator);
        (_generatorOptimizer, _discriminatorOptimizer) = (generatorOptimizer, discriminatorOptimizer);
        if (generator.OutputFloats != discriminator.InputFloats || generator.TargetFloats != generator.OutputFloats)
        {
            throw new ArgumentException(
                $"'{generator.Description.Name}' gives {generator.OutputFloats} floats and takes {generator.TargetFloats} of gradient; the input of "
                + $"'{discriminator.Description.Name}' has {discriminator.InputFloats}. All must be as many.", nameof(generator));
        }

        if (discriminator.OutputFloats != 1 || !discriminator.Description.HasInputGradient)
        {
            throw new ArgumentException(
                $"'{discriminator.Description.Name}' must have one output and InputGradient = true; it has {discriminator.OutputFloats} outputs and "
                + (discriminator.Description.HasInputGradient ? "the gradient." : "no such gradient."), nameof(discriminator));
        }
    }

    /// <summary>One step of each network: the discriminator's first, then the generator's against the changed discriminator.</summary>
    /// <param name="real">Real samples, one after the other, at least one.</param>
    /// <param name="noise">As many inputs of the generator.</param>
    /// <returns>The discriminator's loss before its step, and the generator's before its own.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public (float Discriminator, float Generator) Step(ReadOnlySpan<float> real, ReadOnlySpan<float> noise)
    {
        int size = _generator.OutputFloats, count = real.Length / size;
        if (count == 0 || count * size != real.Length || noise.Length != count * _generator.InputFloats)
        {
            throw new ArgumentException(
                $"Expected samples of {size} floats, at least one, and as many inputs of {_generator.InputFloats}; got {real.Length} and "
                    + $"{noise.Length} floats.", nameof(noise));
        }

        Prepare(count, size);
        Span<float> samples = _samples.AsSpan(0, 2 * count * size), fake = samples[(count * size)..], gradients = _gradients.AsSpan(0, count * size);
        real.CopyTo(samples);
        gradients.Clear();
        _generator.ComputeGradients(noise, gradients, fake);

        float discriminatorLoss = _discriminator.TrainStep(samples, _labels.AsSpan(0, 2 * count), _discriminatorOptimizer,
            _weights.AsSpan(0, 2 * count));
        float generatorLoss = _discriminator.ComputeGradients(fake, _labels.AsSpan(0, count), default, gradients);

        // The generator's own loss is a mean over the batch, as the discriminator's gradient is already.
        foreach (ref float gradient in gradients)
        {
            gradient *= count;
        }

        _generator.TrainStep(noise, gradients, _generatorOptimizer);
        return (discriminatorLoss, generatorLoss);
    }

    private void Prepare(int count, int size)
    {
        if (_labels.Length == 2 * count)
        {
            return;
        }

        (_samples, _gradients) = (new float[2 * count * size], new float[count * size]);
        (_labels, _weights) = (new float[2 * count], new float[2 * count]);
        Array.Fill(_labels, 1, 0, count);
        Array.Fill(_weights, 2);
    }
}
