using System.ComponentModel;
using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>A compiled network with a loss: it can be trained. Generated code derives from it.</summary>
/// <remarks>
/// Training is for one thread at a time per instance; inside of a step it uses <see cref="CompiledNetwork.ComputeThreads"/> threads. Results do not
/// depend on their number, to the last bit. Several instances may be trained at once.
/// </remarks>
public abstract partial class TrainableNetwork : CompiledNetwork
{
    private TrainingEngine? _engine;
    private WorkerPool? _pool;
    private readonly WeightPenalties? _penalties;
    private readonly NormLimits? _limits;
    private readonly KeptStates? _kept;
    private long _steps;

    /// <summary>Allocates the parameters and draws their first values.</summary>
    /// <param name="description">What the generator knows about the network.</param>
    /// <param name="seed">The same seed draws the same values, and later the same dropout masks.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TrainableNetwork(NetworkDescription description, int seed)
        : base(description, seed)
    {
        (_penalties, _limits) = (WeightPenalties.Of(description), NormLimits.Of(description));
        _kept = description.KeptStateFloats > 0 ? new KeptStates(description.KeptStateFloats) : null;
    }

    internal override GradientSum? Gradients => _engine?.Gradients;

    /// <summary>Floats of one sample's target.</summary>
    public int TargetFloats => Description.Loss!.TargetFloats;

    /// <summary>Computes the gradients of a batch and lets the optimizer change the parameters. Allocates nothing after the first steps.</summary>
    /// <param name="inputs">One sample after the other, at least one.</param>
    /// <param name="targets">As many targets: a class index each for a sparse loss, else of the output's shape.</param>
    /// <param name="optimizer">Keeps its state for this network from step to step.</param>
    /// <param name="sampleWeights">A weight per sample, or nothing for 1.</param>
    /// <returns>The mean loss before the update, each sample's times its weight, and the penalties of the parameters.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="NonFiniteException"><see cref="CheckFinite"/> is set, and the loss or a gradient is not finite.</exception>
    public float TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer optimizer,
        ReadOnlySpan<float> sampleWeights = default) =>
        TrainStep(inputs, targets, optimizer, sampleWeights, predictions: default);

    /// <summary>Computes the gradients of a batch, which <see cref="Parameter.CopyGradientTo"/> then shows. Parameters stay.</summary>
    /// <param name="inputs">One sample after the other, at least one.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="predictions">Gets the outputs, dropout at work; or empty.</param>
    /// <param name="inputGradients">Gets the gradient of the mean loss with respect to the inputs; or empty. For networks compiled with it.</param>
    /// <param name="sampleWeights">A weight per sample, or nothing for 1.</param>
    /// <returns>The mean loss, each sample's times its weight, and the penalties of the parameters.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">Input gradients are wanted but not compiled.</exception>
    public float ComputeGradients(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> predictions = default, Span<float> inputGradients = default,
        ReadOnlySpan<float> sampleWeights = default)
    {
        if (!inputGradients.IsEmpty && !Description.HasInputGradient)
        {
            ThrowWithoutInputGradient();
        }

        int count = CheckBatch(inputs, targets, predictions, inputGradients, sampleWeights);
        _kept?.Check(count, Description.Name);
        Enter();
        try
        {
            return (float)(Run(inputs, targets, sampleWeights, predictions, inputGradients, count, trains: true) + Penalize(trains: true));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The mean loss of a batch as the network predicts: without dropout, without an update.</summary>
    /// <param name="inputs">One sample after the other, at least one.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="predictions">Gets the outputs; or empty.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public float EvaluateLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> predictions = default) =>
        EvaluateLoss(inputs, targets, predictions, sampleWeights: default);

    /// <summary>The same with a weight per sample, or nothing for 1.</summary>
    internal float EvaluateLoss(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> predictions, ReadOnlySpan<float> sampleWeights)
    {
        int count = CheckBatch(inputs, targets, predictions, default, sampleWeights);
        Enter();
        try
        {
            return (float)(Run(inputs, targets, sampleWeights, predictions, default, count, trains: false) + Penalize(trains: false));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Lets the next training step begin with zeros where layers are <see cref="RecurrentLayerAttribute.Stateful"/>: before sequences that do not go
    /// on those before, such as at the beginning of an epoch. Does nothing for other networks.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network is being trained at this moment.</exception>
    public void ResetStates()
    {
        Enter();
        _kept?.Reset();
        Leave();
    }

    /// <summary>Whether the next training step begins with states of the one before.</summary>
    internal bool HasKeptStates => _kept is { Samples: > 0 };

    /// <summary>Whether training steps go on where those before have ended.</summary>
    internal bool IsStateful => _kept is not null;

    internal float TrainStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer optimizer, ReadOnlySpan<float> sampleWeights, Span<float> predictions,
        GradientRule? rule = null, RankedTraining? ranks = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        int count = CheckBatch(inputs, targets, predictions, default, sampleWeights, ranks);
        _kept?.Check(count, Description.Name);
        Enter();
        try
        {
            double loss = rule is null
                ? Run(inputs, targets, sampleWeights, predictions, default, count, trains: true, ranks: ranks)
                : RunByRule(inputs, targets, sampleWeights, predictions, count, rule);
            loss += Penalize(trains: true);
            if (IsFiniteStep(inputs, targets, sampleWeights, count, loss, rule?.Examples, ranks))
            {
                Update(optimizer, ranks);
            }

            return (float)loss;
        }
        finally
        {
            Leave();
        }
    }

    private void Update(Optimizer optimizer, RankedTraining? ranks)
    {
        try
        {
            ranks?.KeepParameters();
            optimizer.Step(this, _engine!.Gradients, _pool ?? WorkerPool.Alone, ranks?.Shards);
            ranks?.GatherParameters();
            _limits?.Apply(ParameterArena.Span, _engine.Gradients.Tables, Active);
            _engine.CommitStates();
        }
        finally
        {
            // Also after an exception: some of them may have changed.
            ParametersChanged();
        }
    }

    /// <summary>The losses of the last batch's samples, not weighted.</summary>
    internal ReadOnlySpan<float> LastLosses(int count) => _engine!.Losses(count);

    internal void RunDeriveTraining(ref float derived) => DeriveTraining(ref ParameterArena.Start, ref derived);

    internal void RunTrain(in TrainingSlice slice, ref float derived, ref float gradients, ref float workspace) =>
        TrainMicroBatch(slice, ref ParameterArena.Start, ref derived, ref gradients, ref workspace);

    internal void RunEvaluate(in TrainingSlice slice, ref float workspace) =>
        EvaluateMicroBatch(slice, ref ParameterArena.Start, ref InferenceDerived.Start, ref workspace);

    internal void RunCountPlaces(in TrainingSlice slice, ref float workspace) => CountPlaces(
        slice, ref ParameterArena.Start, ref Description.CountsReadDerived ? ref InferenceDerived.Start : ref ParameterArena.Start, ref workspace);

    /// <summary>Packs weights for training; the kernels' side of the contract, not for users.</summary>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">The arena to fill.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void DeriveTraining(ref float parameters, ref float derived);

    /// <summary>Adds the gradients of up to a micro-batch of samples; the kernels' side of the contract, not for users.</summary>
    /// <param name="slice">The samples.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="DeriveTraining"/> wrote.</param>
    /// <param name="gradients">In the parameters' layout; added to.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void TrainMicroBatch(
        in TrainingSlice slice, ref float parameters, ref float derived, ref float gradients, ref float workspace);

    /// <summary>
    /// Counts the places of up to a micro-batch of samples that have a part in their losses; the kernels' side of the contract, not for users.
    /// Networks all of whose places count have none.
    /// </summary>
    /// <param name="slice">The samples; the numbers are written to their shares.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="CompiledNetwork.DeriveInference"/> wrote.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void CountPlaces(in TrainingSlice slice, ref float parameters, ref float derived, ref float workspace)
    {
    }

    /// <summary>Computes losses and predictions of up to a micro-batch of samples; the kernels' side of the contract, not for users.</summary>
    /// <param name="slice">The samples.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="CompiledNetwork.DeriveInference"/> wrote.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void EvaluateMicroBatch(in TrainingSlice slice, ref float parameters, ref float derived, ref float workspace);
}
