namespace NetCompiler;

/// <summary>
/// Moves numbers between the ranks that train a network together: processes on any number of machines, numbered from 0, each of which makes the same
/// calls. It only moves; who adds what, and in which order, is the training's business, so that any number of ranks ends with the same bits.
/// </summary>
/// <remarks>
/// <c>MpiExchange</c> of the package NetCompiler.Distributed speaks MPI; <see cref="LoopbackExchange"/> joins threads of one process. All calls of a
/// run are made one after the other, on the thread that fits.
/// </remarks>
public interface IGradientExchange
{
    /// <summary>This rank's number, from 0 to below <see cref="Ranks"/>. Rank 0 prints, calls callbacks and writes files.</summary>
    int Rank { get; }

    /// <summary>How many ranks there are, at least 1.</summary>
    int Ranks { get; }

    /// <summary>
    /// Sends blocks and receives others, all at once, and returns when every one has arrived and what was sent may be written over. Between two ranks
    /// blocks arrive in the order in which they were sent, each at most as long as the room for it, the rest of which stays as it was. Bits are
    /// not changed.
    /// </summary>
    /// <param name="sends">What to send, none to this rank itself; may be empty.</param>
    /// <param name="receives">Where to put what others send; may be empty. No block lies over another one.</param>
    /// <exception cref="ExchangeException">A rank has ended, has failed, or has not answered within the time limit; the message names it.</exception>
    void Exchange(ReadOnlySpan<ExchangeBlock> sends, ReadOnlySpan<ExchangeBlock> receives);

    /// <summary>Tells all others that this rank cannot go on, so that none of them waits for it. It may end the process.</summary>
    /// <param name="error">Why.</param>
    void Fail(Exception error);
}
