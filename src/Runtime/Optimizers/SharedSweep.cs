namespace NetCompiler;

/// <summary>An update's sweep over arenas, in ranges that threads take. Each element is by itself, so the cut changes no bit.</summary>
/// <typeparam name="T">The rule.</typeparam>
internal sealed unsafe class SharedSweep<T> : IParallelWork
    where T : struct, IElementUpdate
{
    /// <summary>Floats that are worth the waking of a thread.</summary>
    public const int Least = 4 * LeastRange;

    /// <summary>Floats that are worth a range of their own.</summary>
    private const int LeastRange = 8 * 1024;

    /// <summary>A training step allocates nothing, so the caller's thread keeps its own.</summary>
    [ThreadStatic]
    private static SharedSweep<T>? _own;

    private T _update;
    private float* _values, _gradients, _s0, _s1, _s2;
    private int _length, _range;

    /// <summary>Applies the rule to all elements.</summary>
    /// <param name="pool">The threads.</param>
    /// <param name="update">The rule with its coefficients.</param>
    /// <param name="values">The parameters; a multiple of 8 floats.</param>
    /// <param name="gradients">As many gradients.</param>
    /// <param name="s0">State at least as long, or empty.</param>
    /// <param name="s1">Likewise.</param>
    /// <param name="s2">Likewise.</param>
    public static void Run(WorkerPool pool, T update, Span<float> values, Span<float> gradients, Span<float> s0, Span<float> s1, Span<float> s2)
    {
        SharedSweep<T> sweep = _own ??= new();
        fixed (float* v = values, g = gradients, a = s0, b = s1, c = s2)
        {
            sweep._update = update;
            sweep._values = v;
            sweep._gradients = g;
            sweep._s0 = a;
            sweep._s1 = b;
            sweep._s2 = c;
            sweep._length = values.Length;
            sweep._range = Math.Max(LeastRange, ((values.Length / pool.Threads) + 7) & ~7);
            pool.Run(sweep, (values.Length + sweep._range - 1) / sweep._range);
        }
    }

    void IParallelWork.Run(int item)
    {
        int first = item * _range, length = Math.Min(_range, _length - first);
        ElementUpdates.Sweep(_update, new(_values + first, length), new ReadOnlySpan<float>(_gradients + first, length), Part(_s0, first, length),
            Part(_s1, first, length), Part(_s2, first, length));
    }

    private static Span<float> Part(float* state, int first, int length) => state is null ? default : new(state + first, length);
}
