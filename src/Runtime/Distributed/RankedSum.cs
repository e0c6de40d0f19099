namespace NetCompiler;

/// <summary>
/// Adds up the gradients of all ranks: each sends to each other one the sums of its subtrees in that one's range of the parameters, and adds what
/// arrives in the pairs that one process would add. So the bits are those of one process, on any number of ranks.
/// </summary>
internal sealed unsafe class RankedSum : IParallelWork
{
    /// <summary>Floats that are added while they are in a core's cache.</summary>
    private const int Block = 8 * 1024;

    private readonly ParameterShards _shards;
    private readonly RankGroup _group;
    private readonly GradientShards _gradients;
    private readonly RankedTables _tables;
    private FloatArena?[] _arrived = [];

    // The first float of this rank's range in each node's sum.
    private nint[] _starts = [];
    private BatchCut? _cut;
    private int _chunk;

    public RankedSum(ParameterShards shards, GradientShards gradients)
    {
        (_shards, _group, _gradients) = (shards, shards.Group, gradients);
        _tables = new RankedTables(_group, gradients);
    }

    /// <summary>
    /// Adds this rank's parts up, and then all ranks'. Of whole parameters, the total is complete in this rank's range alone; of tables it has all.
    /// </summary>
    public void Run(WorkerPool pool, BatchCut cut)
    {
        _cut = cut;
        TreeNode[] nodes = cut.PartTree.Nodes;
        MakeRoom(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Rank == _group.Rank)
            {
                _gradients.Sum(pool, nodes[i].First - cut.FirstPart, nodes[i].End - nodes[i].First);
                float* sum = _gradients.Of(nodes[i].First - cut.FirstPart).Whole.Pointer;
                _starts[i] = (nint)(sum + _shards.First);
                _shards.SendGradients(sum);
            }
            else
            {
                _arrived[i] ??= new FloatArena(_shards.Length);
                _starts[i] = (nint)_arrived[i]!.Pointer;
                _shards.ReceiveGradients(nodes[i].Rank, _arrived[i]!.Pointer);
            }
        }

        _tables.AddCounts(cut);
        _group.Run();
        Unpack(nodes);
        _chunk = Math.Max(Block, ((_shards.Length / pool.Threads) + 15) & ~15);
        pool.Run(this, (_shards.Length + _chunk - 1) / _chunk);
        _gradients.ClearPadding(_gradients.Total.Whole.Span);
        _tables.Sum(cut);
    }

    private void MakeRoom(int nodes)
    {
        if (nodes > _arrived.Length)
        {
            Array.Resize(ref _arrived, nodes);
            Array.Resize(ref _starts, nodes);
        }
    }

    private void Unpack(TreeNode[] nodes)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Rank != _group.Rank)
            {
                _shards.UnpackGradients((float*)_starts[i]);
            }
        }
    }

    void IParallelWork.Run(int item)
    {
        int end = Math.Min((item + 1) * _chunk, _shards.Length);
        for (int first = item * _chunk; first < end; first += Block)
        {
            int floats = Math.Min(Block, end - first);
            foreach ((int to, int from) in _cut!.PartTree.Pairs)
            {
                FloatSums.Add(At(to, first, floats), At(from, first, floats));
            }

            Span<float> total = _gradients.Total.Whole.Span.Slice(_shards.First + first, floats), sum = At(0, first, floats);
            if (_group.Rank != 0)
            {
                sum.CopyTo(total);
            }
        }
    }

    private Span<float> At(int node, int first, int floats) => new((float*)_starts[node] + first, floats);
}
