using System.Runtime.InteropServices;
using System.Text;

namespace NetCompiler;

/// <summary>
/// The ranks of a job that <c>mpirun</c>, or a cluster's own launcher, has started; by Open MPI or MPICH. Give it to
/// <see cref="FitOptions.Exchange"/>.
/// </summary>
/// <remarks>
/// When one rank cannot go on, all end: it, or those that wait for it in vain, print why to the console's errors and end the job. So no rank is ever
/// left behind, and what is on disk is the last checkpoint that rank 0 has completed.
/// </remarks>
public sealed unsafe class MpiExchange : IGradientExchange, IDisposable
{
    private static int _started;

    private readonly MpiAbi _abi;
    private readonly RankName[] _names;
    private readonly RequestList _requests;
    private readonly PosixSignalRegistration _termination;
    private bool _isDisposed;

    private MpiExchange(MpiAbi abi, TimeSpan limit)
    {
        _abi = abi;
        Check(MpiNative.MPI_Comm_set_errhandler(abi.World, abi.ReturnErrors), "MPI_Comm_set_errhandler");
        Check(MpiNative.MPI_Comm_rank(abi.World, out int rank), "MPI_Comm_rank");
        Check(MpiNative.MPI_Comm_size(abi.World, out int ranks), "MPI_Comm_size");
        (Rank, Ranks, RanksOnHost) = (rank, ranks, CountOnHost());
        _requests = new RequestList(abi, limit, isCrowded: RanksOnHost > Environment.ProcessorCount);
        _names = RankName.Share(this);
        if (rank == 0 && ranks > 1 && MpiLoader.IsOfMpich)
        {
            // Its launcher kills all at once when one has died, and then tells the number of that process alone.
            IEnumerable<string> names = _names.Select((name, number) => $"rank {number} is {name}");
            Console.Error.WriteLine($"Started {ranks} ranks: {Listing.FirstOf([.. names], most: 64)}.");
        }

        _termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => NameTheDead());
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Ranks { get; }

    /// <summary>Ranks on this rank's machine, itself included: they share its processors, so that each should use its part of the threads.</summary>
    public int RanksOnHost { get; }

    /// <summary>The library at work, <c>Open MPI</c> or <c>MPICH</c>.</summary>
    public string Library => _abi.Name;

    /// <summary>Bytes that this rank has sent, without what the library adds.</summary>
    public long BytesSent { get; private set; }

    /// <summary>
    /// Joins the other ranks; once in a process, before anything else of MPI. A process that nothing has launched is one of 1 rank.
    /// </summary>
    /// <param name="options">The library, the time limit; null for the defaults.</param>
    /// <exception cref="DllNotFoundException">No MPI library is installed.</exception>
    /// <exception cref="InvalidOperationException">It was called before, or the library allows calls from one thread only.</exception>
    public static MpiExchange Start(MpiOptions? options = null)
    {
        options ??= new MpiOptions();
        MpiAbi abi = MpiLoader.Load(options);
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("MPI was started in this process before, and can be started only once.");
        }

        Check(MpiNative.MPI_Init_thread(0, 0, MpiNative.Serialized, out int provided), "MPI_Init_thread");
        return provided >= MpiNative.Serialized ? new MpiExchange(abi, options.TimeLimit)
            : throw new InvalidOperationException($"This {abi.Name} was built for programs of one thread; expected MPI_THREAD_SERIALIZED.");
    }

    /// <inheritdoc/>
    public void Exchange(ReadOnlySpan<ExchangeBlock> sends, ReadOnlySpan<ExchangeBlock> receives)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        foreach (ExchangeBlock block in receives)
        {
            _requests.Receive(block);
        }

        foreach (ExchangeBlock block in sends)
        {
            _requests.Send(block);
            BytesSent += (long)block.Floats * sizeof(float);
        }

        if (_requests.Wait() is { } missing)
        {
            throw new ExchangeException(
                $"Rank {missing} ({NameOf(missing)}) has not answered rank {Rank} ({NameOf(Rank)}) within {_requests.Limit.TotalSeconds:0.#} s.",
                missing);
        }
    }

    /// <summary>Prints why this rank cannot go on, and ends the job: all processes of it, this one included.</summary>
    /// <param name="error">Why.</param>
    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        string reason = Listing.Cut(error is ExchangeException ? error.Message : $"{error.GetType().Name}: {error.Message}", most: 2000);
        Console.Error.WriteLine($"Rank {Rank} of {Ranks} ({NameOf(Rank)}) ends the job: {reason}");
        Console.Error.Flush();
        Console.Out.Flush();
        _ = MpiNative.MPI_Abort(_abi.World, 1);
    }

    /// <summary>Leaves the other ranks. It waits until all of them leave.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _termination.Dispose();
            _ = MpiNative.MPI_Finalize();
            _requests.Dispose();
        }
    }

    /// <summary>Throws where a function of MPI has failed.</summary>
    internal static void Check(int error, string function)
    {
        if (error == 0)
        {
            return;
        }

        byte* text = stackalloc byte[8192];
        string message = MpiNative.MPI_Error_string(error, text, out int length) == 0 ? Encoding.UTF8.GetString(text, length) : "";
        throw new ExchangeException($"{function} has failed with error {error}: {Listing.Cut(message, most: 500)}");
    }

    /// <summary>
    /// A launcher that ends a job because a process has died says which process that was, but not always which rank: the first of those that it ends
    /// says so.
    /// </summary>
    private void NameTheDead()
    {
        foreach ((int rank, RankName name) in _names.Index())
        {
            if (rank != Rank && name.Host == _names[Rank].Host && name.HasEnded)
            {
                Console.Error.WriteLine($"Rank {rank} of {Ranks} ({name}) has ended before its time, and so the job ends.");
            }
        }
    }

    private string NameOf(int rank) => _names is { } names ? names[rank].ToString() : "not yet known";

    private int CountOnHost()
    {
        Check(MpiNative.MPI_Comm_split_type(_abi.World, _abi.SharedMemory, 0, _abi.NoInfo, out nint host), "MPI_Comm_split_type");
        Check(MpiNative.MPI_Comm_size(host, out int size), "MPI_Comm_size");
        Check(MpiNative.MPI_Comm_free(ref host), "MPI_Comm_free");
        return size;
    }
}
