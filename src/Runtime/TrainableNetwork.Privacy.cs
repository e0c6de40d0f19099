namespace NetCompiler;

/// <content>Gradients of single samples, and what is made of them.</content>
public abstract partial class TrainableNetwork
{
    private CopiedGradients? _copied;
    private PrivateGradients? _private;

    /// <summary>Values of a sample's gradient: the elements of all trainable parameters.</summary>
    public int GradientCount => Parameters.Sum(parameter => parameter.Trainable ? parameter.Count : 0);

    /// <summary>
    /// Computes the gradients of a batch sample by sample, adds them up privately and lets the optimizer change the parameters. For networks with
    /// <see cref="PerExampleGradientsAttribute"/>.
    /// </summary>
    /// <param name="inputs">One sample after the other, at least one.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="optimizer">Keeps its state for this network from step to step.</param>
    /// <param name="privacy">How much is told of each sample. One instance for all steps: another one begins its noise anew.</param>
    /// <param name="sampleWeights">A weight per sample, which its gradient is multiplied by before it is limited; or nothing for 1.</param>
    /// <returns>The mean loss before the update, which is not private, and the penalties of the parameters.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">The network's class has no <see cref="PerExampleGradientsAttribute"/>.</exception>
    public float TrainStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer optimizer, DifferentialPrivacy privacy,
            ReadOnlySpan<float> sampleWeights = default)
    {
        ArgumentNullException.ThrowIfNull(privacy);
        CheckPerExample();
        return TrainStep(inputs, targets, optimizer, sampleWeights, predictions: default, RuleFor(privacy));
    }

    /// <summary>
    /// Computes the gradient of each sample's loss by itself. Parameters stay. For networks with <see cref="PerExampleGradientsAttribute"/>.
    /// </summary>
    /// <param name="inputs">One sample after the other, at least one.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="gradients">
    /// Gets <see cref="GradientCount"/> values for each sample: of the trainable parameters in their order, row-major; without the parameters'
    /// penalties.
    /// </param>
    /// <returns>The mean loss, without the parameters' penalties.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">The network's class has no <see cref="PerExampleGradientsAttribute"/>.</exception>
    public unsafe float ComputePerExampleGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradients)
    {
        CheckPerExample();
        int count = CheckBatch(inputs, targets, default, default, default);
        CheckLength(gradients.Length, GradientCount, count, nameof(gradients));
        Enter();
        try
        {
            _copied ??= new CopiedGradients(Array.FindAll(Description.Parameters, parameter => parameter.Trainable), GradientCount);
            fixed (float* destination = gradients)
            {
                _copied.Destination = destination;
                return (float)Run(inputs, targets, default, default, default, count, trains: true, _copied);
            }
        }
        finally
        {
            Leave();
        }
    }

    internal void CheckPerExample()
    {
        if (!Description.HasPerExampleGradients)
        {
            throw new InvalidOperationException(
                $"'{Description.Name}' is compiled without the gradients of single samples; add [PerExampleGradients] to the class.");
        }
    }

    /// <summary>The rule for steps with this privacy; the same instance as before, with its noise, for the same privacy.</summary>
    internal GradientRule RuleFor(DifferentialPrivacy privacy)
    {
        if (_private?.Privacy != privacy)
        {
            _private = new PrivateGradients(Description, privacy);
        }

        return _private;
    }

    private double RunByRule(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> predictions, int count, GradientRule rule)
    {
        double loss = Run(inputs, targets, weights, predictions, default, count, trains: true, rule.Examples);
        rule.Finish(_engine!.Gradients.Whole.Span[..Description.WholeFloats], count, _steps, Pool(count));
        return loss;
    }
}
