using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Messages on their way.</summary>
/// <param name="abi">The library's constants.</param>
/// <param name="limit">How long to wait for one.</param>
/// <param name="isCrowded">Whether other ranks wait for this one's processor.</param>
internal sealed unsafe class RequestList(MpiAbi abi, TimeSpan limit, bool isCrowded) : IDisposable
{
    private const int Tag = 0;

    // Who waits looks again and again: at first at once, then after others had their turn, and after a while only each millisecond.
    private readonly int _looks = isCrowded ? 10 : 20_000;
    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(isCrowded ? 1 : 20);
    private nint* _requests = (nint*)NativeMemory.AllocZeroed(16, (nuint)sizeof(nint));
    private int[] _ranks = new int[16];
    private int _count;

    /// <summary>How long to wait for a message.</summary>
    public TimeSpan Limit => limit;

    public void Receive(ExchangeBlock block) => MpiExchange.Check(
        MpiNative.MPI_Irecv(block.Start, block.Floats, abi.Float, block.Rank, Tag, abi.World, Next(block.Rank)), "MPI_Irecv");

    public void Send(ExchangeBlock block) => MpiExchange.Check(
        MpiNative.MPI_Isend(block.Start, block.Floats, abi.Float, block.Rank, Tag, abi.World, Next(block.Rank)), "MPI_Isend");

    /// <summary>Waits for all.</summary>
    /// <returns>Null, or the rank that let us wait too long.</returns>
    public int? Wait()
    {
        long start = Stopwatch.GetTimestamp();
        for (int look = 0; !AreDone(); look++)
        {
            if (look < _looks)
            {
                continue;
            }

            TimeSpan waited = Stopwatch.GetElapsedTime(start);
            if (waited > limit)
            {
                return _ranks[0];
            }

            if (waited < _patience)
            {
                Thread.Yield();
            }
            else
            {
                Thread.Sleep(1);
            }
        }

        return null;
    }

    public void Dispose()
    {
        NativeMemory.Free(_requests);
        _requests = null;
    }

    /// <summary>Looks at each message, and keeps those that are still on their way.</summary>
    private bool AreDone()
    {
        int left = 0;
        for (int i = 0; i < _count; i++)
        {
            MpiExchange.Check(MpiNative.MPI_Test(&_requests[i], out int isDone, abi.NoStatus), "MPI_Test");
            if (isDone == 0)
            {
                (_requests[left], _ranks[left]) = (_requests[i], _ranks[i]);
                left++;
            }
        }

        _count = left;
        return left == 0;
    }

    private nint* Next(int rank)
    {
        if (_count == _ranks.Length)
        {
            Array.Resize(ref _ranks, 2 * _count);
            _requests = (nint*)NativeMemory.Realloc(_requests, (nuint)(2 * _count * sizeof(nint)));
        }

        _ranks[_count] = rank;
        _requests[_count] = 0;
        return &_requests[_count++];
    }
}
