using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// This rank among the others of a run: collects what is to be moved, and moves it in one round. Allocates nothing once it is warm.
/// </summary>
/// <param name="exchange">What moves.</param>
internal sealed unsafe class RankGroup(IGradientExchange exchange)
{
    private readonly int[] _length = GC.AllocateArray<int>(1, pinned: true);
    private ExchangeBlock[] _sends = new ExchangeBlock[16];
    private ExchangeBlock[] _receives = new ExchangeBlock[16];
    private int _sendCount, _receiveCount;

    public int Rank { get; } = exchange.Rank;

    public int Ranks { get; } = exchange.Ranks;

    /// <summary>Whether this rank prints, calls callbacks and writes files.</summary>
    public bool IsRoot => Rank == 0;

    /// <summary>Bytes that this rank has sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Adds a block to the next round; nothing where it is empty or for this rank.</summary>
    public void Send(int rank, float* from, int floats)
    {
        if (floats > 0 && rank != Rank)
        {
            Add(ref _sends, ref _sendCount, new ExchangeBlock(rank, from, floats));
            BytesSent += (long)floats * sizeof(float);
        }
    }

    /// <summary>Expects a block in the next round; nothing where it is empty or of this rank.</summary>
    public void Receive(int rank, float* to, int floats)
    {
        if (floats > 0 && rank != Rank)
        {
            Add(ref _receives, ref _receiveCount, new ExchangeBlock(rank, to, floats));
        }
    }

    /// <summary>The same block to all others.</summary>
    public void SendAll(float* from, int floats)
    {
        // Each begins with its neighbour, so that not all of them send to the same one at first.
        for (int step = 1; step < Ranks; step++)
        {
            Send((Rank + step) % Ranks, from, floats);
        }
    }

    /// <summary>Moves what was added.</summary>
    public void Run()
    {
        (int sends, int receives) = (_sendCount, _receiveCount);
        (_sendCount, _receiveCount) = (0, 0);
        if (sends + receives > 0)
        {
            exchange.Exchange(_sends.AsSpan(0, sends), _receives.AsSpan(0, receives));
        }
    }

    /// <summary>Adds to the next round: each rank's part of an array goes to all others.</summary>
    /// <param name="values">The whole array.</param>
    /// <param name="bounds">Where each rank's part begins, and at last where the last one's ends.</param>
    /// <param name="floats">Floats of one of what the bounds count.</param>
    public void AddAllGather(float* values, ReadOnlySpan<int> bounds, int floats = 1)
    {
        SendAll(values + ((nint)bounds[Rank] * floats), checked((bounds[Rank + 1] - bounds[Rank]) * floats));
        for (int rank = 0; rank < Ranks; rank++)
        {
            Receive(rank, values + ((nint)bounds[rank] * floats), checked((bounds[rank + 1] - bounds[rank]) * floats));
        }
    }

    /// <summary>The same, to rank 0 alone.</summary>
    public void AddGather(float* values, ReadOnlySpan<int> bounds, int floats)
    {
        Send(0, values + ((nint)bounds[Rank] * floats), checked((bounds[Rank + 1] - bounds[Rank]) * floats));
        for (int rank = 1; rank < Ranks && IsRoot; rank++)
        {
            Receive(rank, values + ((nint)bounds[rank] * floats), checked((bounds[rank + 1] - bounds[rank]) * floats));
        }
    }

    /// <summary>What rank 0 has, to all others: from one to two, then from two to four.</summary>
    public void Broadcast(float* values, int floats)
    {
        int reach = 1;
        for (; reach <= Rank; reach *= 2)
        {
        }

        Receive(Rank - (reach / 2), values, Rank == 0 ? 0 : floats);
        Run();
        for (; Rank + reach < Ranks; reach *= 2)
        {
            Send(Rank + reach, values, floats);
        }

        Run();
    }

    /// <summary>The bytes that rank 0 gives.</summary>
    /// <param name="bytes">At rank 0: what to send. Elsewhere ignored.</param>
    public byte[] Broadcast(byte[]? bytes)
    {
        _length[0] = IsRoot ? bytes!.Length : 0;
        Broadcast((float*)Marshal.UnsafeAddrOfPinnedArrayElement(_length, 0), 1);
        int length = _length[0], floats = (int)(((long)length + 3) / 4);
        float[] buffer = GC.AllocateArray<float>(Math.Max(floats, 1), pinned: true);
        if (IsRoot)
        {
            bytes!.CopyTo(MemoryMarshal.AsBytes(buffer.AsSpan()));
        }

        Broadcast((float*)Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0), floats);
        return IsRoot ? bytes! : MemoryMarshal.AsBytes(buffer.AsSpan())[..length].ToArray();
    }

    public void Fail(Exception error) => exchange.Fail(error);

    private static void Add(ref ExchangeBlock[] blocks, ref int count, ExchangeBlock block)
    {
        if (count == blocks.Length)
        {
            Array.Resize(ref blocks, 2 * count);
        }

        blocks[count++] = block;
    }
}
