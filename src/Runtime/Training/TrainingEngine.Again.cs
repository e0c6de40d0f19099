namespace NetCompiler;

/// <content>A training step once more, on the calling thread: slow, and everything can be looked at.</content>
internal sealed unsafe partial class TrainingEngine
{
    /// <summary>Sees neighbouring samples at the end of their forward pass.</summary>
    /// <param name="sample">The first one's number in the batch.</param>
    /// <param name="count">How many.</param>
    /// <param name="workspace">Theirs, as the kernels have left it.</param>
    /// <param name="predictions">[count, output].</param>
    public delegate void Look(int sample, int count, float* workspace, float* predictions);

    /// <summary>Whether samples meet in a step, as in a batch normalisation, so that none of them can be run by itself.</summary>
    public bool Mixes => _totals.Phases > 1;

    /// <summary>The forward pass of a training batch, in the micro-batches of the step; afterwards the samples' losses are known.</summary>
    public void RunForward(Batch batch, Look look)
    {
        Prepare(ref batch);
        batch.IsForward = true;
        GradientSum gradients = _partGradients.Take();
        gradients.Clear();
        RunPhases(batch, _description.ForwardPhase, gradients, look);
        _partGradients.Return(gradients);
    }

    /// <summary>The gradients of a whole training batch.</summary>
    public void RunWhole(Batch batch, Action<GradientSum> look)
    {
        Prepare(ref batch);
        GradientSum gradients = _partGradients.Take();
        gradients.Clear();
        RunPhases(batch, _totals.Phases - 1, gradients, static (_, _, _, _) => { });
        Show(gradients, look);
    }

    /// <summary>The gradients of one of a training batch's samples, which do not meet.</summary>
    public void RunSample(Batch batch, int sample, Action<GradientSum> look)
    {
        Prepare(ref batch);
        batch.MicroBatch = 1;
        PreparePieces(batch);
        _batch = batch;
        GradientSum gradients = _partGradients.Take();
        gradients.Clear();
        FloatArena workspace = _workspaces.Take();
        Run(sample, workspace, gradients);
        _workspaces.Return(workspace);
        Show(gradients, look);
    }

    private void Show(GradientSum gradients, Action<GradientSum> look)
    {
        _gradients.ClearPadding(gradients.Whole.Span);
        look(gradients);
        _partGradients.Return(gradients);
    }

    private void RunPhases(Batch batch, int last, GradientSum gradients, Look look)
    {
        int pieces = PreparePieces(batch);
        FloatArena shared = _workspaces.Take();
        for (batch.Phase = 0; batch.Phase <= last; batch.Phase++)
        {
            _batch = batch;
            for (int piece = 0; piece < pieces; piece++)
            {
                FloatArena workspace = Mixes ? _totals.Workspace(piece) : shared;
                Run(piece, workspace, gradients);
                if (batch.Phase == last)
                {
                    int sample = piece * batch.MicroBatch;
                    look(sample, Math.Min(batch.MicroBatch, batch.Count - sample), workspace.Pointer, workspace.Pointer + ScratchOffset);
                }
            }

            _totals.Sum(batch.Phase, pieces);
        }

        _workspaces.Return(shared);
    }
}
