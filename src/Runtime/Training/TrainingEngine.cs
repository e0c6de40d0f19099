namespace NetCompiler;

/// <summary>
/// Runs the training or evaluation kernels over a batch, in parts that threads take. The parts, and the order in which their gradients and losses
/// are added, depend on the batch's size alone.
/// </summary>
internal sealed unsafe partial class TrainingEngine : IParallelWork
{
    /// <summary>Pieces whose gradients are added in one chain; longer ones are cut into blocks of so many.</summary>
    private const int BlockPieces = 64;

    /// <summary>Pieces that a batch is cut into for the sake of threads, and the samples that are left in each.</summary>
    private const int WantedPieces = 4, LeastPiece = 32;

    private readonly TrainableNetwork _network;
    private readonly NetworkDescription _description;
    private readonly GradientShards _gradients;
    private readonly WorkspacePool _workspaces;
    private readonly ScratchPool<GradientSum> _partGradients;
    private readonly FloatArena _derived;
    private readonly FloatArena _batchSize = new(1);
    private readonly BatchTotals _totals;
    private readonly MovingStates _states;
    private readonly LossShares? _shares;
    private readonly KeptStates? _kept;
    private readonly int _inputFloats, _outputFloats, _targetFloats;
    private readonly int _trainingMicroBatch, _inferenceMicroBatch;
    private FloatArena _scales = new(0);
    private FloatArena _losses = new(0);
    private Batch _batch;

    /// <param name="network">What is trained.</param>
    /// <param name="kept">Where stateful layers' states are; null for a network without such layers.</param>
    public TrainingEngine(TrainableNetwork network, KeptStates? kept)
    {
        _kept = kept;
        (_network, _description) = (network, network.Description);
        _gradients = new GradientShards(_description);
        _partGradients = new ScratchPool<GradientSum>(() => new GradientSum(_description));
        _derived = new FloatArena(_description.TrainingDerivedFloats);
        (_inputFloats, _outputFloats, _targetFloats) = (network.InputFloats, network.OutputFloats, _description.Loss!.TargetFloats);

        // A workspace serves both kinds of kernels, and holds the predictions where the caller wants none.
        ScratchOffset = FloatArena.RoundUp(Math.Max(_description.TrainingWorkspaceFloats, _description.InferenceWorkspaceFloats));
        long sampleFloats = _outputFloats + (_description.HasInputGradient ? (long)_inputFloats : 0);
        _trainingMicroBatch = MicroBatch.Of(_description.TrainingMicroBatch, sampleFloats);
        _inferenceMicroBatch = MicroBatch.Of(_description.InferenceMicroBatch, sampleFloats);
        int samples = Math.Max(_trainingMicroBatch, _inferenceMicroBatch);
        long length = ScratchOffset + (samples * sampleFloats);
        _workspaces = new WorkspacePool(length);
        _totals = new BatchTotals(_description, length);
        _states = new MovingStates(_description);
        _shares = _description.CountedLosses > 0 ? new LossShares(network, _inferenceMicroBatch) : null;
        ScratchInputGradients = ScratchOffset + (samples * (long)_outputFloats);
    }

    public GradientSum Gradients => _gradients.Total;

    private long ScratchOffset { get; }

    private long ScratchInputGradients { get; }

    /// <summary>What to run over, as addresses that are pinned meanwhile; null where the caller gave none.</summary>
    internal struct Batch
    {
        public float* Inputs, Targets, Weights, Predictions, InputGradients;
        public int Count, MicroBatch, Shards, Phase;
        public ulong RandomKey;
        public bool Trains;

        /// <summary>Whether the training kernels stop behind the losses.</summary>
        public bool IsForward;

        /// <summary>Takes each sample's gradient by itself; null for their sum.</summary>
        public ExampleGradients? Examples;

        /// <summary>The ranks that train on the batch together; null for this process alone.</summary>
        public RankedTraining? Ranks;

        /// <summary>What this rank has of it.</summary>
        public BatchCut? Cut;

        /// <summary>The first piece, and the first part, of this process.</summary>
        public readonly int FirstPiece => Cut?.FirstPiece ?? 0;

        public readonly int FirstPart => Cut?.FirstPart ?? 0;
    }

    /// <summary>Computes losses and, when training, gradients.</summary>
    /// <returns>The mean of the samples' losses times their weights.</returns>
    public double Run(Batch batch, WorkerPool pool)
    {
        Prepare(ref batch);
        if (batch.Trains)
        {
            Train(batch, pool);
        }
        else
        {
            _batch = batch;
            pool.Run(this, batch.Shards);
        }

        double sum = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            sum += (double)_losses.Pointer[i] * (batch.Weights is null ? 1 : batch.Weights[i]);
        }

        return sum / batch.Count;
    }

    /// <summary>How the batch is cut, and what its samples count.</summary>
    private void Prepare(ref Batch batch)
    {
        batch.MicroBatch = batch.Examples is not null ? 1 : batch.Trains ? TrainingPiece(batch.Count) : _inferenceMicroBatch;
        batch.Shards = _gradients.CountOf(Pieces(batch));
        batch.Cut = batch.Ranks?.CutOf(batch.Count);
        _scales = FloatArena.AtLeast(_scales, batch.Count);
        _losses = FloatArena.AtLeast(_losses, batch.Count);
        int divisor = batch.Examples is null ? batch.Count : 1;
        if (batch.Weights is null)
        {
            _scales.Span[..batch.Count].Fill(1f / divisor);
        }
        else
        {
            for (int i = 0; i < batch.Count; i++)
            {
                _scales.Pointer[i] = batch.Weights[i] / divisor;
            }
        }

        CountPlaces(batch);
        if (batch.Trains)
        {
            _kept?.Prepare(batch.Count);
        }
    }

    /// <summary>
    /// Samples that go through the training kernels together: as many as these were written for, or half of them and half again where a batch with
    /// enough work would otherwise be too few pieces for several threads. Below 32 samples, a perceptron's time goes into its sums of gradients.
    /// </summary>
    private int TrainingPiece(int count)
    {
        int piece = _trainingMicroBatch;
        while (piece >= 2 * LeastPiece && count < WantedPieces * piece && _network.IsWorthThreads(count))
        {
            piece /= 2;
        }

        return piece;
    }

    /// <summary>What each sample has of the batch's places; a sample by itself has all of its own.</summary>
    private void CountPlaces(in Batch batch)
    {
        if (_shares is null)
        {
            return;
        }

        if (batch.Examples is not null)
        {
            _shares.SetAlone(batch.Count);
            return;
        }

        FloatArena workspace = _workspaces.Take();
        _shares.Count(batch.Inputs, batch.Targets, batch.Count, workspace, batch.Ranks?.Group, batch.Cut);
        _workspaces.Return(workspace);
    }

    /// <summary>Makes the last training run's moving averages the network's, and its states those that the next one begins with.</summary>
    public void CommitStates()
    {
        _states.Commit(_network.ParameterArena);
        _kept?.Commit();
    }

    /// <summary>The losses of the last run's samples, not weighted.</summary>
    public ReadOnlySpan<float> Losses(int count) => _losses.Span[..count];

    /// <summary>All phases, and the sum of the gradients.</summary>
    private void Train(Batch batch, WorkerPool pool)
    {
        if (batch.Ranks is { } ranks)
        {
            TrainTogether(batch, ranks, pool);
            return;
        }

        int pieces = PreparePieces(batch);
        for (batch.Phase = 0; batch.Phase < _totals.Phases; batch.Phase++)
        {
            _batch = batch;
            pool.Run(this, batch.Shards);
            _totals.Sum(batch.Phase, pieces);
        }

        _gradients.Sum(pool, batch.Shards);
    }

    /// <summary>What all pieces read; the number of them.</summary>
    private int PreparePieces(in Batch batch)
    {
        int pieces = batch.Cut?.Pieces ?? Pieces(batch);
        _totals.Prepare(pieces);
        _batchSize.Start = batch.Count;
        _network.RunDeriveTraining(ref _derived.Start);
        return pieces;
    }

    private static int Pieces(in Batch batch) => (batch.Count + batch.MicroBatch - 1) / batch.MicroBatch;

    void IParallelWork.Run(int item)
    {
        int pieces = Pieces(_batch);
        long part = _batch.FirstPart + item;
        int first = (int)(part * pieces / _batch.Shards), end = (int)((part + 1) * pieces / _batch.Shards);
        FloatArena? shared = _batch.Trains && _totals.Phases > 1 ? null : _workspaces.Take();
        GradientSum? gradients = !_batch.Trains ? null : _batch.Phase == 0 ? _gradients.Clear(item) : _gradients.Of(item);
        if (gradients is null || end - first <= BlockPieces)
        {
            RunPieces(first, end, shared, gradients);
        }
        else
        {
            RunBlocks(first, end, shared, gradients);
        }

        if (shared is not null)
        {
            _workspaces.Return(shared);
        }
    }

    /// <summary>Many pieces, a block after the other, each with a sum of its own.</summary>
    private void RunBlocks(int first, int end, FloatArena? shared, GradientSum gradients)
    {
        GradientSum block = _partGradients.Take();
        for (int next; first < end; first = next)
        {
            next = Math.Min(end, first + BlockPieces);
            block.Clear();
            RunPieces(first, next, shared, block);
            gradients.Add(block);
        }

        _partGradients.Return(block);
    }

    private void RunPieces(int first, int end, FloatArena? shared, GradientSum? gradients)
    {
        for (int piece = first; piece < end; piece++)
        {
            if (_batch.Examples is { } examples)
            {
                RunExample(piece, shared!, gradients!, examples);
            }
            else
            {
                Run(piece, shared ?? _totals.Workspace(piece - _batch.FirstPiece), gradients);
            }
        }
    }

    /// <summary>A piece of one sample, into memory of its own.</summary>
    private void RunExample(int piece, FloatArena workspace, GradientSum total, ExampleGradients examples)
    {
        GradientSum gradients = _partGradients.Take();
        Span<float> gradient = gradients.Whole.Span[..gradients.WholeFloats];
        gradient.Clear();
        Run(piece, workspace, gradients);
        _gradients.ClearPadding(gradient);
        examples.Take(piece, gradient, total.Whole.Span[..gradient.Length]);
        _partGradients.Return(gradients);
    }

    private void Run(int piece, FloatArena workspace, GradientSum? gradients)
    {
        int sample = piece * _batch.MicroBatch;
        int count = Math.Min(_batch.MicroBatch, _batch.Count - sample);
        float* predictions = _batch.Predictions is null ? workspace.Pointer + ScratchOffset : _batch.Predictions + ((nint)sample * _outputFloats);
        float* inputGradients = !_description.HasInputGradient ? null
            : _batch.InputGradients is null ? workspace.Pointer + ScratchInputGradients : _batch.InputGradients + ((nint)sample * _inputFloats);
        var slice = new TrainingSlice(
            ref *(_batch.Inputs + ((nint)sample * _inputFloats)), ref *(_batch.Targets + ((nint)sample * _targetFloats)),
            ref *(_scales.Pointer + sample), ref *(_losses.Pointer + sample), ref *predictions, ref *inputGradients,
            ref _shares is null ? ref *(float*)null : ref _shares.Of(sample),
            ref _kept is null ? ref *(float*)null : ref _kept.First(sample), ref _kept is null ? ref *(float*)null : ref _kept.Last(sample),
            count, _batch.RandomKey, sample,
            gradients is null ? default : PhaseOf(piece)) { Tables = gradients?.Tables ?? [], IsForward = _batch.IsForward };
        if (gradients is null)
        {
            _network.RunEvaluate(slice, ref workspace.Start);
        }
        else
        {
            _network.RunTrain(slice, ref _derived.Start, ref gradients.Whole.Start, ref workspace.Start);
        }
    }

    private BatchPhase PhaseOf(int piece)
    {
        FloatArena? partials = _totals.Partials(piece - _batch.FirstPiece);
        return new BatchPhase(_batch.Phase, ref _batchSize.Start, ref partials is null ? ref *(float*)null
            : ref partials.Start, ref _totals.Totals.Start, ref _states.Values.Start);
    }
}
