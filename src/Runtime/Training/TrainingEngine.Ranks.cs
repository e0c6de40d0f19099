namespace NetCompiler;

/// <content>A training step of several ranks.</content>
internal sealed unsafe partial class TrainingEngine
{
    /// <summary>The places among the whole parameters that belong to no element, rising.</summary>
    public int[] Padding => _gradients.Padding;

    /// <summary>What each rank has of a batch of that size.</summary>
    public BatchCut CutOf(int count, RankGroup group)
    {
        int piece = TrainingPiece(count);
        return new BatchCut(count, piece, _gradients.CountOf((count + piece - 1) / piece), group);
    }

    /// <summary>What adds up this network's gradients over ranks.</summary>
    public RankedSum NewSum(ParameterShards shards) => new(shards, _gradients);

    /// <summary>Adds to the next round: what stateful layers have kept of each rank's samples goes to rank 0.</summary>
    public void AddKept(RankedTraining ranks)
    {
        if (_kept is { Samples: > 0 } kept)
        {
            kept.AddGather(ranks.Group, ranks.CutOf(kept.Samples));
        }
    }

    /// <summary>All phases of this rank's pieces; afterwards it has the sum of its range of the gradients, and of all losses.</summary>
    private void TrainTogether(Batch batch, RankedTraining ranks, WorkerPool pool)
    {
        PreparePieces(batch);
        for (batch.Phase = 0; batch.Phase < _totals.Phases; batch.Phase++)
        {
            _batch = batch;
            pool.Run(this, batch.Cut!.Parts);
            _totals.Sum(batch.Phase, batch.Cut, ranks.Group);
        }

        AddSmallBlocks(batch, batch.Cut!, ranks.Group);
        ranks.Sum.Run(pool, batch.Cut!);
    }

    /// <summary>What travels with the gradients.</summary>
    private void AddSmallBlocks(in Batch batch, BatchCut cut, RankGroup group)
    {
        group.AddAllGather(_losses.Pointer, cut.Rows);
        if (batch.Weights is not null)
        {
            group.AddAllGather(batch.Weights, cut.Rows);
        }

        // The batch's first piece is always rank 0's.
        if (_description.TrainingStates.Length > 0)
        {
            int floats = _states.Values.Length;
            if (group.IsRoot)
            {
                group.SendAll(_states.Values.Pointer, floats);
            }

            group.Receive(0, _states.Values.Pointer, floats);
        }

        if (batch.Predictions is not null)
        {
            group.AddGather(batch.Predictions, cut.Rows, _outputFloats);
            group.AddGather(batch.Targets, cut.Rows, _targetFloats);
        }
    }
}
