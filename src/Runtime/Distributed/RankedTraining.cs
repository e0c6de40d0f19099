using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>A network's training on several ranks: who has what of each batch and of the parameters.</summary>
internal sealed unsafe class RankedTraining
{
    private readonly TrainingEngine _engine;
    private readonly TrainableNetwork _network;
    private readonly Dictionary<int, BatchCut> _cuts = [];
    private readonly float[] _finite;

    public RankedTraining(TrainableNetwork network, TrainingEngine engine, Optimizer optimizer, RankGroup group)
    {
        (_network, _engine, Group) = (network, engine, group);
        Shards = new ParameterShards(group, network.Description.WholeFloats, engine.Padding, optimizer.ShardUnit);
        Sum = engine.NewSum(Shards);
        _finite = GC.AllocateArray<float>(group.Ranks, pinned: true);
        Each = [.. Enumerable.Range(0, group.Ranks + 1)];
    }

    public RankGroup Group { get; }

    public ParameterShards Shards { get; }

    /// <summary>Adds up gradients over the ranks.</summary>
    public RankedSum Sum { get; }

    /// <summary>Bounds of one value a rank.</summary>
    public int[] Each { get; }

    /// <summary>What each rank has of a batch of that size.</summary>
    public BatchCut CutOf(int count)
    {
        if (!_cuts.TryGetValue(count, out BatchCut? cut))
        {
            _cuts[count] = cut = _engine.CutOf(count, Group);
        }

        return cut;
    }

    /// <summary>Before an update of this rank's range of the parameters.</summary>
    public void KeepParameters() => Shards.KeepParameters(_network.ParameterArena.Pointer);

    /// <summary>Each rank's updated range of the parameters, to all others. The sum of gradients is lost.</summary>
    public void GatherParameters() => Shards.GatherParameters(_network.ParameterArena.Pointer, _engine.Gradients.Whole.Pointer);

    /// <summary>All parameters, trained or not, as rank 0 has them.</summary>
    public void TakeParameters() => Group.Broadcast(_network.ParameterArena.Pointer, _network.Description.ParameterFloats);

    /// <summary>Whether a step's gradients are finite on all ranks.</summary>
    public bool IsFinite(GradientSum gradients)
    {
        bool isFinite = FloatSums.IsFinite(gradients.Whole.Span[Shards.First..Shards.End])
            && Array.TrueForAll(gradients.Tables, table => FloatSums.IsFinite(table.Values));
        _finite[Group.Rank] = isFinite ? 1 : 0;
        Group.AddAllGather((float*)Marshal.UnsafeAddrOfPinnedArrayElement(_finite, 0), Each);
        Group.Run();
        return !_finite.Contains(0);
    }

    /// <summary>Completes a batch of which each rank has read its own rows: to look for the cause of what should not be.</summary>
    /// <param name="inputs">[count, input].</param>
    /// <param name="targets">[count, target].</param>
    /// <param name="count">Samples.</param>
    public void GatherBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int count)
    {
        fixed (float* input = inputs, target = targets)
        {
            Group.AddAllGather(input, CutOf(count).Rows, _network.InputFloats);
            Group.AddAllGather(target, CutOf(count).Rows, _network.TargetFloats);
            Group.Run();
        }
    }

    /// <summary>
    /// At rank 0, what all ranks together have of the optimizer's and the layers' states; elsewhere this rank's part is given to it.
    /// </summary>
    public float[][]? GatherState(Optimizer optimizer)
    {
        GatherKept();
        return optimizer.Gather(Shards, everywhere: false);
    }

    /// <summary>Gives rank 0 what stateful layers have kept of each rank's samples.</summary>
    public void GatherKept()
    {
        _engine.AddKept(this);
        Group.Run();
    }
}
