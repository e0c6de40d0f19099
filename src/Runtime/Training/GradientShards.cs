namespace NetCompiler;

/// <summary>
/// The gradients of a batch's parts, and their sum: neighbours are added, then neighbours of what these gave, and so on, in a tree that the number
/// of parts alone tells. How a batch is cut depends on its size alone, so results are the same on any number of threads.
/// </summary>
internal sealed class GradientShards : IParallelWork
{
    /// <summary>Parts of a batch as a rule; more of them have at least two micro-batches each.</summary>
    private const int Usual = 8;

    /// <summary>Parts of a batch, at most.</summary>
    private const int Most = 64;

    /// <summary>Floats of gradients that more parts than usual are not to pass together: 256 MB.</summary>
    private const long MostFloats = 64L * 1024 * 1024;

    /// <summary>Floats of all parts that are added while they are in a core's cache.</summary>
    private const int Block = 16 * 1024;

    private readonly GradientSum?[] _shards;
    private readonly FloatArena[] _arenas;
    private readonly NetworkDescription _network;
    private int _first, _count, _chunk = Block;

    public GradientShards(NetworkDescription network)
    {
        _network = network;
        Padding =
        [
            .. network.Parameters.Where(parameter => parameter.Trainable && !parameter.SparseUpdates)
                .SelectMany(parameter => parameter.Layout.Padding(parameter.Shape).Select(place => parameter.Offset + place)).Order(),
        ];
        int most = MostOf(network.WholeFloats);
        (_shards, _arenas) = (new GradientSum?[most], new FloatArena[most]);
        Total = Clear(0);
    }

    /// <summary>The places among the whole parameters that belong to no element, rising.</summary>
    public int[] Padding { get; }

    /// <summary>The sum, after <see cref="Sum(WorkerPool, int)"/>.</summary>
    public GradientSum Total { get; }

    /// <summary>Spans of whole parameters that are added up one by one; behind them come the tables.</summary>
    private int Chunks => (Total.WholeFloats + _chunk - 1) / _chunk;

    /// <summary>
    /// How many parts a batch of that many micro-batches has: one each up to 8, and a larger power of two where each still has two of them and the
    /// copies of the gradients stay within bounds.
    /// </summary>
    public int CountOf(int microBatches)
    {
        int parts = Math.Min(Usual, microBatches);
        while (parts >= Usual && parts * 2 <= _shards.Length && microBatches >= parts * 4)
        {
            parts *= 2;
        }

        return parts;
    }

    /// <summary>The gradients of a part as they are.</summary>
    public GradientSum Of(int shard) => _shards[shard]!;

    /// <summary>The gradients of a part, all 0.</summary>
    public GradientSum Clear(int shard)
    {
        GradientSum sum = _shards[shard] ??= new GradientSum(_network);
        _arenas[shard] = sum.Whole;
        sum.Clear();
        return sum;
    }

    /// <summary>Adds the first <paramref name="count"/> parts up.</summary>
    public void Sum(WorkerPool pool, int count)
    {
        Sum(pool, 0, count);
        ClearPadding(Total.Whole.Span);
    }

    /// <summary>Adds up neighbouring parts, into the first of them.</summary>
    public void Sum(WorkerPool pool, int first, int count)
    {
        (_first, _count) = (first, count);

        // A range for each thread: as a rule it is the same one's in the next step, who has it in its cache.
        _chunk = Math.Max(Block, ((Total.WholeFloats / pool.Threads) + 7) & ~7);
        if (count > 1)
        {
            pool.Run(this, Chunks + Total.Tables.Length);
        }
    }

    /// <summary>Sets to 0 what belongs to no element of a parameter: kernels may have left anything there.</summary>
    public void ClearPadding(Span<float> gradients)
    {
        foreach (int place in Padding)
        {
            gradients[place] = 0;
        }
    }

    void IParallelWork.Run(int item)
    {
        int table = item - Chunks;
        if (table >= 0)
        {
            SumTable(table);
            return;
        }

        int end = Math.Min((item + 1) * _chunk, Total.WholeFloats);
        for (int first = item * _chunk; first < end; first += Block)
        {
            FloatSums.Tree(_arenas.AsSpan(_first, _count), first..Math.Min(first + Block, end));
        }
    }

    /// <summary>The same tree for the rows of a table.</summary>
    private void SumTable(int table)
    {
        for (int step = 1; step < _count; step *= 2)
        {
            for (int shard = 0; shard + step < _count; shard += 2 * step)
            {
                _shards[_first + shard]!.Tables[table].Add(_shards[_first + shard + step]!.Tables[table]);
            }
        }
    }

    private static int MostOf(int floats)
    {
        int most = Usual;
        while (most < Most && 2L * most * floats <= MostFloats)
        {
            most *= 2;
        }

        return most;
    }
}
