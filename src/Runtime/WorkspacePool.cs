namespace NetCompiler;

/// <summary>Scratch arenas for threads.</summary>
/// <param name="floats">The length of each.</param>
internal sealed class WorkspacePool(long floats) : ScratchPool<FloatArena>(() => new FloatArena(floats));

/// <summary>
/// Scratch memory that threads take and return without a lock. A thread prefers the slot of its id, so what it had stays in its cache.
/// </summary>
/// <param name="create">Makes another one.</param>
internal class ScratchPool<T>(Func<T> create)
    where T : class
{
    private readonly T?[] _slots = new T?[SlotCount()];

    /// <summary>One of undefined contents; a new one only if all are in use.</summary>
    public T Take()
    {
        int mask = _slots.Length - 1;
        int home = Environment.CurrentManagedThreadId & mask;
        for (int i = 0; i <= mask; i++)
        {
            ref T? slot = ref _slots[(home + i) & mask];
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } workspace)
            {
                return workspace;
            }
        }

        return create();
    }

    /// <summary>Gives one back; it is dropped if more were in use than there are slots.</summary>
    public void Return(T workspace)
    {
        int mask = _slots.Length - 1;
        int home = Environment.CurrentManagedThreadId & mask;
        for (int i = 0; i <= mask; i++)
        {
            ref T? slot = ref _slots[(home + i) & mask];
            if (slot is null && Interlocked.CompareExchange(ref slot, workspace, null) is null)
            {
                return;
            }
        }
    }

    private static int SlotCount() => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * Environment.ProcessorCount));
}
