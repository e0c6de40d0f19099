using NetCompiler.Numerics;

namespace NetCompiler;

public abstract partial class TrainableNetwork
{
    /// <summary>Below this much work in a batch, waking threads costs more than they save.</summary>
    private const double LeastParallelFlops = 2e6;

    /// <summary>
    /// Networks with tables of sparse updates may multiply next to nothing: what they move counts instead, a float in memory as so many operations.
    /// </summary>
    private const double FlopsPerMovedFloat = 16;

    private unsafe double Run(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> predictions, Span<float> inputGradients,
        int count, bool trains, ExampleGradients? examples = null, RankedTraining? ranks = null)
    {
        _engine ??= new TrainingEngine(this, _kept);
        fixed (float* input = inputs, target = targets, weight = weights, prediction = predictions, inputGradient = inputGradients)
        {
            var batch = new TrainingEngine.Batch
            {
                Inputs = input,
                Targets = target,
                Weights = weight,
                Predictions = prediction,
                InputGradients = inputGradient,
                Count = count,
                Trains = trains,
                RandomKey = trains ? CounterRandom.Key(Seed, _steps++) : 0,
                Examples = examples,
                Ranks = ranks,
            };
            return _engine.Run(batch, Pool(count));
        }
    }

    /// <summary>What trains this network together with others.</summary>
    internal RankedTraining JoinRanks(Optimizer optimizer, RankGroup group) =>
        new(this, _engine ??= new TrainingEngine(this, _kept), optimizer, group);

    /// <summary>What the parameters' penalties add to the loss; in training also to the gradients.</summary>
    private double Penalize(bool trains)
    {
        if (_penalties is null)
        {
            return 0;
        }

        Span<float> values = ParameterArena.Span;
        if (trains)
        {
            _penalties.AddGradients(values, _engine!.Gradients.Whole.Span);
        }

        return _penalties.Loss(values, Active);
    }

    /// <summary>Threads that are the network's until <see cref="Leave"/>, unless the batch is too small for them.</summary>
    private WorkerPool Pool(int count)
    {
        int threads = Math.Min(ComputeThreads, WorkerPools.Processors);
        return threads == 1 || !IsWorthThreads(count) ? WorkerPool.Alone : _pool ??= WorkerPools.Take(threads);
    }

    /// <summary>Whether there is enough work in a batch for more than one thread.</summary>
    internal bool IsWorthThreads(int count) => Flops * count >= LeastParallelFlops;

    /// <summary>The work on a sample.</summary>
    private double Flops => SampleFlops + (Description.WholeFloats == Description.TrainableFloats ? 0
        : FlopsPerMovedFloat * Description.TrainingWorkspaceFloats / Description.TrainingMicroBatch);

    /// <summary>One batch at a time, and no prediction meanwhile.</summary>
    private void Enter()
    {
        if (!TryBeginTraining())
        {
            throw new InvalidOperationException(
                $"'{Description.Name}' is being trained or evaluated by another thread. Use one instance per thread for training.");
        }
    }

    private void Leave()
    {
        if (_pool is { } pool)
        {
            _pool = null;
            WorkerPools.Return(pool);
        }

        EndTraining();
    }

    private int CheckBatch(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> predictions, Span<float> inputGradients, ReadOnlySpan<float> weights,
        RankedTraining? ranks = null)
    {
        int count = CountInputs(inputs.Length, nameof(inputs));
        CheckLength(targets.Length, TargetFloats, count, "targets");
        if (!predictions.IsEmpty)
        {
            CheckLength(predictions.Length, OutputFloats, count, "predictions");
        }

        if (!inputGradients.IsEmpty)
        {
            CheckLength(inputGradients.Length, InputFloats, count, "inputGradients");
        }

        if (!weights.IsEmpty)
        {
            CheckLength(weights.Length, 1, count, "sampleWeights");
        }

        // Of a batch of several ranks, only this one's samples are here.
        (int first, int end) = ranks?.CutOf(count) is { } cut ? (cut.FirstRow, cut.EndRow) : (0, count);
        IndexRange.Check(Description.InputIndices, inputs[(first * InputFloats)..(end * InputFloats)], InputFloats, Description.Name, "input");
        IndexRange.Check(
            Description.TargetIndices, targets[(first * TargetFloats)..(end * TargetFloats)], TargetFloats, Description.Name, "target");
        return count;
    }

    private void CheckLength(int length, int floats, int count, string argument)
    {
        if (length != (long)floats * count)
        {
            throw new ArgumentException(
                $"'{Description.Name}' expects {floats} floats for each of the {count} samples in '{argument}', {(long)floats * count} in all; "
                    + $"got {length}.", argument);
        }
    }
}
