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

    private readonly GradientSum?[] _shards = new GradientSum?[Most];
    private readonly NetworkDescription _network;
    private readonly int[] _padding;
    private int _count;

    public GradientShards(NetworkDescription network)
    {
        _network = network;
        _padding =
        [
            .. network.Parameters.Where(parameter => parameter.Trainable && !parameter.SparseUpdates)
                .SelectMany(parameter => parameter.Layout.Padding(parameter.Shape).Select(place => parameter.Offset + place)),
        ];
        Total = _shards[0] = new GradientSum(network);
    }

    /// <summary>The sum, after <see cref="Sum"/>.</summary>
    public GradientSum Total { get; }

    /// <summary>Spans of whole parameters that are added up one by one; behind them come the tables.</summary>
    private int Chunks => (Total.WholeFloats + Chunk - 1) / Chunk;

    /// <summary>How many parts a batch of that many micro-batches has.</summary>
    public static int CountOf(int microBatches) => Math.Min(Most, microBatches);

    /// <summary>The gradients of a part as they are.</summary>
    public GradientSum Of(int shard) => _shards[shard]!;

    /// <summary>The gradients of a part, all 0.</summary>
    public GradientSum Clear(int shard)
    {
        GradientSum sum = _shards[shard] ??= new GradientSum(_network);
        sum.Clear();
        return sum;
    }

    /// <summary>Adds the first <paramref name="count"/> parts up.</summary>
    public void Sum(WorkerPool pool, int count)
    {
        _count = count;
        if (count > 1)
        {
            pool.Run(this, Chunks + Total.Tables.Length);
        }

        ClearPadding(Total.Whole.Span);
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
        int table = item - Chunks, first = item * Chunk;
        int length = Math.Min(Chunk, Total.WholeFloats - first);
        for (int shard = 1; shard < _count; shard++)
        {
            if (table >= 0)
            {
                Total.Tables[table].Add(_shards[shard]!.Tables[table]);
            }
            else
            {
                FloatSums.Add(Total.Whole.Span.Slice(first, length), _shards[shard]!.Whole.Span.Slice(first, length));
            }
        }
    }
}
