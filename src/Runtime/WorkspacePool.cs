namespace NetCompiler;

/// <summary>
/// Scratch arenas that threads take and return without a lock. A thread prefers the slot of its id, so its arena stays in its cache.
/// </summary>
internal sealed class WorkspacePool(long floats)
{
    private readonly FloatArena?[] _slots = new FloatArena?[SlotCount()];

    /// <summary>An arena of undefined contents; a new one only if all are in use.</summary>
    public FloatArena Take()
    {
        int mask = _slots.Length - 1;
        int home = Environment.CurrentManagedThreadId & mask;
        for (int i = 0; i <= mask; i++)
        {
            ref FloatArena? slot = ref _slots[(home + i) & mask];
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } workspace)
            {
                return workspace;
            }
        }

        return new FloatArena(floats);
    }

    /// <summary>Gives an arena back; it is dropped if more were in use than there are slots.</summary>
    public void Return(FloatArena workspace)
    {
        int mask = _slots.Length - 1;
        int home = Environment.CurrentManagedThreadId & mask;
        for (int i = 0; i <= mask; i++)
        {
            ref FloatArena? slot = ref _slots[(home + i) & mask];
            if (slot is null && Interlocked.CompareExchange(ref slot, workspace, null) is null)
            {
                return;
            }
        }
    }

    private static int SlotCount() => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * Environment.ProcessorCount));
}
