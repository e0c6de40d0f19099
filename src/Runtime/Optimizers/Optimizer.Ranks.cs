using System.Runtime.InteropServices;

namespace NetCompiler;

/// <content>State of which each rank has a part.</content>
public abstract partial class Optimizer
{
    // Null where this optimizer has the state of all parameters.
    private ParameterShards? _shards;

    /// <summary>What the bounds of the ranks' ranges are multiples of: norms are sums over whole blocks.</summary>
    internal int ShardUnit => ClipNorm is null && GlobalClipNorm is null ? ParameterShards.Unit : GradientNorms.Block;

    /// <summary>Whether this optimizer has the state of a rank's range alone.</summary>
    internal bool IsSpread => _shards is not null;

    /// <summary>Takes over the rate of rank 0's optimizer, unless both follow the same schedule.</summary>
    internal void Follow(float rate)
    {
        if (Schedule is null)
        {
            _learningRate = rate;
        }
    }

    /// <summary>The settings that all ranks must share, for a comparison.</summary>
    internal string Describe() => FormattableString.Invariant($"{GetType().Name} of {Rule}, decay {WeightDecay}, clips {ClipValue} {ClipNorm} ")
        + FormattableString.Invariant($"{GlobalClipNorm}, average {UseEma} {EmaMomentum} {EmaOverwriteFrequency}, accumulates ")
        + FormattableString.Invariant($"{GradientAccumulationSteps}, schedule {Schedule?.GetType().Name}, rate {LearningRate}");

    /// <summary>Keeps the state of this rank's range alone, and of tables with sparse updates.</summary>
    internal void Spread(ParameterShards shards)
    {
        int whole = shards.Bounds[^1];
        for (int i = 0; i < _slots.Length; i++)
        {
            float[] all = _slots[i];
            _slots[i] = NewSlot(all.Length - whole + shards.Length);
            all.AsSpan(shards.First, shards.Length).CopyTo(_slots[i]);
            all.AsSpan(whole).CopyTo(_slots[i].AsSpan(shards.Length));
        }

        _shards = shards;
    }

    /// <summary>Makes the state whole on all ranks, each of which calls this.</summary>
    internal void Collect(ParameterShards shards)
    {
        _slots = Gather(shards, everywhere: true)!;
        _shards = null;
    }

    /// <summary>The state of all parameters; null at ranks that do not get it.</summary>
    /// <param name="shards">Who has which part.</param>
    /// <param name="everywhere">Whether all ranks get it, or rank 0 alone.</param>
    internal unsafe float[][]? Gather(ParameterShards shards, bool everywhere)
    {
        RankGroup group = shards.Group;
        bool takes = everywhere || group.IsRoot;
        float[][] all = Array.ConvertAll(_slots, part =>
        {
            int tables = part.Length - shards.Length;
            float[] whole = takes ? NewSlot(shards.Bounds[^1] + tables) : [];
            if (takes)
            {
                part.AsSpan(0, shards.Length).CopyTo(whole.AsSpan(shards.First));
                part.AsSpan(shards.Length).CopyTo(whole.AsSpan(shards.Bounds[^1]));
            }

            for (int rank = 0; rank < group.Ranks; rank++)
            {
                if (everywhere || rank == 0)
                {
                    group.Send(rank, (float*)Marshal.UnsafeAddrOfPinnedArrayElement(part, 0), shards.Length);
                }

                if (takes)
                {
                    int first = shards.Bounds[rank];
                    group.Receive(rank, (float*)Marshal.UnsafeAddrOfPinnedArrayElement(whole, 0) + first, shards.Bounds[rank + 1] - first);
                }
            }

            group.Run();
            return whole;
        });
        return takes ? all : null;
    }

    /// <summary>Refuses what needs the state of all parameters.</summary>
    private void CheckWhole()
    {
        if (_shards is not null)
        {
            throw new InvalidOperationException($"The state of this {GetType().Name} is spread over the ranks of a run with FitOptions.Exchange. "
                + "Save it by TrainingContext.SaveState, or after the run; a run that failed has to go on from its last checkpoint.");
        }
    }
}
