namespace NetCompiler.Tests.Shared;

/// <summary>Measures what work allocates on the thread that does it.</summary>
/// <remarks>
/// A collection that another thread begins meanwhile takes what is left of this thread's allocation buffer, and that counts as allocated. So the
/// calls are measured in parts and the least counts: what the work allocates itself shows in each part.
/// </remarks>
internal static class Allocations
{
    private const int Parts = 5;

    /// <summary>The least bytes that a fifth of the calls allocated on this thread.</summary>
    /// <param name="calls">A multiple of 5.</param>
    public static long Least(int calls, Action work) => Least(calls, work, GC.GetAllocatedBytesForCurrentThread);

    /// <summary>The same by another counter of bytes.</summary>
    public static long Least(int calls, Action work, Func<long> allocated)
    {
        long least = long.MaxValue;
        for (int part = 0; part < Parts; part++)
        {
            long before = allocated();
            for (int i = 0; i < calls / Parts; i++)
            {
                work();
            }

            least = Math.Min(least, allocated() - before);
        }

        return least;
    }
}
