using NetCompiler.Numerics;

namespace NetCompiler;

/// <content>Training steps whose numbers are not finite.</content>
public abstract partial class TrainableNetwork
{
    /// <summary>
    /// Whether each training step looks at its loss and its gradients before it changes anything, and throws a <see cref="NonFiniteException"/> where
    /// one is not finite: it names the first layer, time step and sample. Off at first. The look reads the gradients once and allocates nothing.
    /// </summary>
    public bool CheckFinite { get; set; }

    /// <summary>The same for a run that wants to know and not to catch.</summary>
    internal bool SkipsNonFinite { get; set; }

    /// <summary>What the last training step has found, if it looked.</summary>
    internal NonFiniteValue? LastNonFinite { get; private set; }

    /// <summary>
    /// Runs the last training step again, off the hot path, and finds the first value that is not finite. The parameters should be those from before
    /// its update: call it behind <see cref="ComputeGradients"/>, or see <see cref="CheckFinite"/>. Nothing is changed.
    /// </summary>
    /// <param name="inputs">The step's samples.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="sampleWeights">Its weights, or nothing for 1.</param>
    /// <returns>
    /// Null where loss and gradients are finite. Else, in this order: a parameter; the input or the target of a sample without a finite loss; the
    /// first layer or function along the forward pass; the loss itself; a sample's weight; the penalties; the gradient that the backward pass comes
    /// to first.
    /// </returns>
    /// <remarks>Takes about as long as a step on one thread; where only gradients are not finite, as long as a step of each sample.</remarks>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">The network is in use by another training run or evaluation.</exception>
    public NonFiniteValue? FindNonFinite(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights = default)
    {
        int count = CheckBatch(inputs, targets, default, default, sampleWeights);
        _kept?.Check(count, Description.Name);
        Enter();
        try
        {
            return Search(inputs, targets, sampleWeights, count, null);
        }
        finally
        {
            Leave();
        }
    }

    private unsafe NonFiniteValue? Search(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int count, ExampleGradients? examples)
    {
        _engine ??= new TrainingEngine(this, _kept);
        fixed (float* input = inputs, target = targets, weight = weights)
        {
            var batch = new TrainingEngine.Batch
            {
                Inputs = input,
                Targets = target,
                Weights = weight,
                Count = count,
                Trains = true,
                RandomKey = CounterRandom.Key(Seed, Math.Max(_steps - 1, 0)),
                Examples = examples,
            };
            return new NonFiniteSearch(this, _engine, batch, Penalize(trains: false)).Run();
        }
    }

    /// <summary>Whether the step may change the parameters; where it may not, what keeps it from that is known afterwards.</summary>
    private bool IsFiniteStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int count, double loss, ExampleGradients? examples,
        RankedTraining? ranks)
    {
        LastNonFinite = null;
        if (!(CheckFinite || SkipsNonFinite)
            || (float.IsFinite((float)loss) && (ranks?.IsFinite(_engine!.Gradients) ?? _engine!.Gradients.IsFinite)))
        {
            return true;
        }

        ranks?.GatherBatch(inputs, targets, count);

        LastNonFinite = Search(inputs, targets, weights, count, examples) ?? new NonFiniteValue(NonFiniteKind.Loss, "") { Value = (float)loss };
        return SkipsNonFinite ? false
            : throw new NonFiniteException(NonFiniteException.Describe(_steps, (float)loss, LastNonFinite), LastNonFinite);
    }
}
