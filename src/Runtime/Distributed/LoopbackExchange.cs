namespace NetCompiler;

/// <summary>
/// Ranks that are threads of one process, each with a network of its own: for tests of programs that train on many machines. It is not faster than
/// <see cref="FitOptions.Threads"/>.
/// </summary>
public sealed class LoopbackExchange : IGradientExchange
{
    private readonly Mailroom _room;
    private readonly TimeSpan _limit;

    private LoopbackExchange(Mailroom room, int rank, TimeSpan limit) => (_room, Rank, _limit) = (room, rank, limit);

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Ranks => _room.Ranks;

    /// <summary>Makes ranks that reach each other. Each is for one thread.</summary>
    /// <param name="ranks">How many, at least 1.</param>
    /// <param name="timeLimit">How long a rank waits for another one before it gives up, more than 0; null for a minute.</param>
    public static LoopbackExchange[] Create(int ranks, TimeSpan? timeLimit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        TimeSpan limit = timeLimit ?? TimeSpan.FromMinutes(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(timeLimit));
        var room = new Mailroom(ranks);
        return [.. Enumerable.Range(0, ranks).Select(rank => new LoopbackExchange(room, rank, limit))];
    }

    /// <inheritdoc/>
    public void Exchange(ReadOnlySpan<ExchangeBlock> sends, ReadOnlySpan<ExchangeBlock> receives)
    {
        CheckRanks(sends);
        CheckRanks(receives);
        try
        {
            foreach (ExchangeBlock block in sends)
            {
                _room.Post(Rank, block);
            }

            foreach (ExchangeBlock block in receives)
            {
                _room.Take(Rank, block, _limit);
            }

            _room.AwaitTaken(Rank, _limit);
        }
        catch (ExchangeException e)
        {
            // Nobody may read what the caller is about to let go.
            _room.Leave(Rank, e.Rank ?? Rank, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _room.Leave(Rank, Rank, error);
    }

    private void CheckRanks(ReadOnlySpan<ExchangeBlock> blocks)
    {
        foreach (ExchangeBlock block in blocks)
        {
            if (block.Rank == Rank || block.Rank >= Ranks)
            {
                throw new ArgumentException($"A block is for or from rank {block.Rank}; expected one of the {Ranks} ranks other than {Rank} itself.");
            }
        }
    }

    /// <summary>Where blocks lie until they are taken; they are not copied before that.</summary>
    private sealed class Mailroom(int ranks)
    {
        private readonly Queue<ExchangeBlock>[] _boxes = [.. Enumerable.Range(0, ranks * ranks).Select(_ => new Queue<ExchangeBlock>())];
        private readonly bool[] _hasLeft = new bool[ranks];
        private (int Rank, Exception Error)? _failure;

        public int Ranks => ranks;

        public void Post(int from, ExchangeBlock block)
        {
            lock (_boxes)
            {
                _boxes[(from * ranks) + block.Rank].Enqueue(block);
                Monitor.PulseAll(_boxes);
            }
        }

        public void Take(int to, ExchangeBlock into, TimeSpan limit)
        {
            Queue<ExchangeBlock> box = _boxes[(into.Rank * ranks) + to];
            lock (_boxes)
            {
                Wait(box, static box => box.Count > 0, into.Rank, limit);
                ExchangeBlock block = box.Peek();
                if (block.Floats > into.Floats)
                {
                    throw new ExchangeException(
                        $"Rank {to} expected at most {into.Floats} floats of rank {into.Rank}; got {block.Floats}. "
                        + "All ranks must make the same calls.",
                        into.Rank);
                }

                block.Span.CopyTo(into.Span);
                box.Dequeue();
                Monitor.PulseAll(_boxes);
            }
        }

        /// <summary>Until nothing that the rank has sent is left.</summary>
        public void AwaitTaken(int from, TimeSpan limit)
        {
            lock (_boxes)
            {
                for (int to = 0; to < ranks; to++)
                {
                    Wait(_boxes[(from * ranks) + to], static box => box.Count == 0, to, limit);
                }
            }
        }

        /// <summary>
        /// Takes away what a rank has sent: it lets go of it. Only who waits for it cannot go on; others may be about to fail by themselves, and with
        /// more to say.
        /// </summary>
        /// <param name="rank">Who leaves.</param>
        /// <param name="blamed">Who is at fault, if nobody was before.</param>
        /// <param name="error">What it is.</param>
        public void Leave(int rank, int blamed, Exception error)
        {
            lock (_boxes)
            {
                _failure ??= (blamed, error);
                _hasLeft[rank] = true;
                Array.ForEach(_boxes[(rank * ranks)..((rank + 1) * ranks)], box => box.Clear());
                Monitor.PulseAll(_boxes);
            }
        }

        private void Wait(Queue<ExchangeBlock> box, Func<Queue<ExchangeBlock>, bool> condition, int other, TimeSpan limit)
        {
            long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
            while (!condition(box))
            {
                if (_hasLeft[other] && _failure is var (rank, error))
                {
                    throw new ExchangeException($"Rank {rank} of {ranks} cannot go on: {error.Message}", rank, error);
                }

                long left = end - Environment.TickCount64;
                if (left <= 0)
                {
                    throw new ExchangeException($"Rank {other} of {ranks} has not answered within {limit.TotalSeconds:0.#} s.", other);
                }

                Monitor.Wait(_boxes, (int)Math.Min(left, 1000));
            }
        }
    }
}
