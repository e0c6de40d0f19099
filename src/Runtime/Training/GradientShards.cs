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
        _padding =
        [
            .. description.Parameters.Where(parameter => parameter.Trainable)
                .SelectMany(parameter => parameter.Layout.Padding(parameter.Shape).Select(place => parameter.Offset + place)),
        ];
        _shards[0] = new FloatArena(_floats);
    }

    /// <summary>The sum, after <see cref="Sum"/>.</summary>
    public FloatArena Total => _shards[0]!;

    /// <summary>How many parts a batch of that many micro-batches has.</summary>
    public static int CountOf(int microBatches) => Math.Min(Most, microBatches);

    /// <summary>The gradients of a part as they are.</summary>
    public FloatArena Of(int shard) => _shards[shard]!;

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

        ClearPadding(Total.Span);
    }

    /// <summary>Sets to 0 what belongs to no element of a parameter: kernels may have left anything there.</summary>
    public void ClearPadding(Span<float> gradients)
    {
        foreach (int place in _padding)
        {
            gradients[place] = 0;
        }
    }

    void IParallelWork.Run(int item)
    {
        int first = item * Chunk;
        int length = Math.Min(Chunk, _floats - first);
        for (int shard = 1; shard < _count; shard++)
        {
            FloatSums.Add(Total.Span.Slice(first, length), _shards[shard]!.Span.Slice(first, length));
        }
    }
}
