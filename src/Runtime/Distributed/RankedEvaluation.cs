using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// Evaluates on several ranks: each computes whole batches, in turns, and rank 0 adds up what they give in the order of one process.
/// </summary>
/// <param name="network">The network, with the same parameters everywhere.</param>
/// <param name="group">The ranks, each of which calls <see cref="Run"/>.</param>
internal sealed unsafe class RankedEvaluation(TrainableNetwork network, RankGroup group)
{
    private readonly float[] _losses = GC.AllocateArray<float>(group.Ranks, pinned: true);
    private readonly FloatArena?[] _predictions = new FloatArena?[group.Ranks];
    private readonly FloatArena?[] _targets = new FloatArena?[group.Ranks];

    /// <summary>The loss and the metrics, which are right at rank 0.</summary>
    public Evaluation Run(IDataSource data, int batchSize, MetricList metrics, BatchBuffers buffers)
    {
        // Where nobody knows how many samples there are, nobody knows whose turn a batch is.
        if (data.Count is not { } count)
        {
            return group.IsRoot ? network.EvaluateWith(data, batchSize, metrics, buffers) : new Evaluation(0, metrics.Values);
        }

        metrics.Reset();
        double loss = 0;
        using ISampleReader reader = data.Read(new DataPass(Seed: 0, Epoch: 0, Shuffle: false));
        for (long first = 0; first < count; first += (long)batchSize * group.Ranks)
        {
            int Samples(int rank) => (int)Math.Clamp(count - first - ((long)rank * batchSize), 0, batchSize);
            RunRound(reader, Samples, metrics, buffers);
            for (int rank = 0; rank < group.Ranks && group.IsRoot; rank++)
            {
                loss += (double)_losses[rank] * Samples(rank);
            }
        }

        return new Evaluation(loss / count, metrics.Values);
    }

    /// <summary>A batch of each rank.</summary>
    private void RunRound(ISampleReader reader, Func<int, int> samples, MetricList metrics, BatchBuffers buffers)
    {
        int own = samples(group.Rank);
        reader.Skip(Enumerable.Range(0, group.Rank).Sum(rank => (long)samples(rank)));
        if (own > 0)
        {
            buffers.Fill(reader, own);
            _losses[group.Rank] = network.EvaluateLoss(
                buffers.Inputs(own), buffers.Targets(own), buffers.Predictions(own), buffers.SampleWeights(own));
        }

        reader.Skip(Enumerable.Range(group.Rank + 1, group.Ranks - group.Rank - 1).Sum(rank => (long)samples(rank)));
        Exchange(samples, buffers, withPredictions: !metrics.IsEmpty);
        for (int rank = 0; rank < group.Ranks && group.IsRoot && !metrics.IsEmpty; rank++)
        {
            int count = samples(rank);
            if (rank == 0)
            {
                metrics.Add(buffers.Predictions(count), buffers.Targets(count), count);
            }
            else if (count > 0)
            {
                metrics.Add(
                    _predictions[rank]!.Span[..(count * network.OutputFloats)], _targets[rank]!.Span[..(count * network.TargetFloats)], count);
            }
        }
    }

    private void Exchange(Func<int, int> samples, BatchBuffers buffers, bool withPredictions)
    {
        float* losses = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_losses, 0);
        int own = samples(group.Rank);
        fixed (float* predictions = buffers.Predictions(own), targets = buffers.Targets(own))
        {
            group.Send(0, losses + group.Rank, own > 0 ? 1 : 0);
            group.Send(0, predictions, withPredictions ? own * network.OutputFloats : 0);
            group.Send(0, targets, withPredictions ? own * network.TargetFloats : 0);
            for (int rank = 1; rank < group.Ranks && group.IsRoot; rank++)
            {
                int count = samples(rank);
                group.Receive(rank, losses + rank, count > 0 ? 1 : 0);
                if (withPredictions)
                {
                    group.Receive(rank, Room(ref _predictions[rank], count * network.OutputFloats), count * network.OutputFloats);
                    group.Receive(rank, Room(ref _targets[rank], count * network.TargetFloats), count * network.TargetFloats);
                }
            }

            group.Run();
        }
    }

    private static float* Room(ref FloatArena? arena, int floats) => (arena = FloatArena.AtLeast(arena, floats)).Pointer;
}
