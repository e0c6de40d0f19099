using System.Numerics;

namespace NetCompiler;

/// <summary>
/// The gradients of a batch's parts, and their sum in the order of the parts. How a batch is cut depends on its size alone, so results are the same
/// on any number of threads.
/// </summary>
internal sealed class GradientShards : IParallelWork
{
    /// <summary>Parts of a batch, at most.</summary>
    public const int Most = 8;

    /// <summary>Floats that one thread sums at a time.</summary>
    private const int Chunk = 16 * 1024;

    private readonly FloatArena?[] _shards = new FloatArena?[Most];
    private readonly int[] _padding;
    private readonly int _floats;
    private int _count;

    public GradientShards(NetworkDescription description)
    {
        _floats = Math.Max(description.TrainableFloats, FloatArena.Alignment);
        _padding = Padding(description);
        _shards[0] = new FloatArena(_floats);
    }

    /// <summary>The sum, after <see cref="Sum"/>.</summary>
    public FloatArena Total => _shards[0]!;

    /// <summary>How many parts a batch of that many micro-batches has.</summary>
    public static int CountOf(int microBatches) => Math.Min(Most, microBatches);

    /// <summary>The gradients of a part, all 0.</summary>
    public FloatArena Clear(int shard)
    {
        FloatArena arena = _shards[shard] ??= new FloatArena(_floats);
        arena.Span.Clear();
        return arena;
    }

    /// <summary>Adds the first <paramref name="count"/> parts up.</summary>
    public void Sum(WorkerPool pool, int count)
    {
        _count = count;
        if (count > 1)
        {
            pool.Run(this, (_floats + Chunk - 1) / Chunk);
        }

        Span<float> total = Total.Span;
        foreach (int place in _padding)
        {
            total[place] = 0;
        }
    }

    void IParallelWork.Run(int item)
    {
        int first = item * Chunk;
        int length = Math.Min(Chunk, _floats - first);
        for (int shard = 1; shard < _count; shard++)
        {
            Add(Total.Span.Slice(first, length), _shards[shard]!.Span.Slice(first, length));
        }
    }

    private static void Add(Span<float> total, ReadOnlySpan<float> part)
    {
        int i = 0;
        for (; i <= total.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Span<float> place = total[i..];
            (new Vector<float>(place) + new Vector<float>(part[i..])).CopyTo(place);
        }

        for (; i < total.Length; i++)
        {
            total[i] += part[i];
        }
    }

    private static int[] Padding(NetworkDescription description)
    {
        var used = new bool[description.TrainableFloats];
        foreach (ParameterDescription parameter in description.Parameters.Where(parameter => parameter.Trainable))
        {
            parameter.Layout.Mark(parameter.Shape, Shapes.Floats(parameter.Shape), used.AsSpan(parameter.Offset, parameter.Layout.Floats));
        }

        return [.. Enumerable.Range(0, used.Length).Where(place => !used[place])];
    }
}
