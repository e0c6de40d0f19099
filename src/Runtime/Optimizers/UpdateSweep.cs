using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// What an update goes over: the whole parameters, or a rank's range of them, and of each table with sparse updates the rows that its gradient has.
/// No other row is touched, nor its state.
/// </summary>
/// <param name="pool">Threads to share the whole parameters.</param>
/// <param name="values">The trainable parameters; the whole ones come first.</param>
/// <param name="first">The first of the whole parameters to go over.</param>
/// <param name="gradients">Of as many as shall be gone over.</param>
/// <param name="whole">How many there are.</param>
/// <param name="tables">Of the tables.</param>
/// <param name="s0">State that lies as the parameters do, without those of the whole ones that are left out, or empty.</param>
/// <param name="s1">Likewise.</param>
/// <param name="s2">Likewise.</param>
internal readonly ref struct UpdateSweep(
    WorkerPool pool, Span<float> values, int first, Span<float> gradients, int whole, ReadOnlySpan<RowGradient> tables, Span<float> s0,
    Span<float> s1 = default, Span<float> s2 = default)
{
    /// <summary>Rows lie anywhere, so each is asked for some rows ahead of its turn.</summary>
    private const int Ahead = 4;

    private readonly Span<float> _values = values, _gradients = gradients, _s0 = s0, _s1 = s1, _s2 = s2;
    private readonly ReadOnlySpan<RowGradient> _tables = tables;

    // A table's state lies so many floats before its values.
    private readonly int _gap = whole - gradients.Length;

    /// <summary>What of it is changed; null for everything. Rows of tables that are not have no gradient.</summary>
    public ActiveRanges? Active { get; init; }

    /// <summary>Applies a rule.</summary>
    public void Run<T>(T update)
        where T : struct, IElementUpdate
    {
        foreach ((int from, int end) in ActiveRanges.Within(Active, first, first + _gradients.Length))
        {
            Span<float> gradients = _gradients[(from - first)..(end - first)];
            if (pool.Threads > 1 && gradients.Length >= SharedSweep<T>.Least)
            {
                SharedSweep<T>.Run(pool, update, Part(_values, from, gradients), gradients, Part(_s0, from - first, gradients),
                    Part(_s1, from - first, gradients), Part(_s2, from - first, gradients));
            }
            else
            {
                Run(update, from, from - first, gradients);
            }
        }

        foreach (RowGradient table in _tables)
        {
            for (int position = 0; position < table.Count; position++)
            {
                if (Prefetch.IsSupported && position + Ahead < table.Count)
                {
                    int far = table.Place(position + Ahead);
                    Ask(_values, far, table.Stride);
                    Ask(_s0, far - _gap, table.Stride);
                    Ask(_s1, far - _gap, table.Stride);
                    Ask(_s2, far - _gap, table.Stride);
                }

                int place = table.Place(position);
                Run(update, place, place - _gap, table.At(position));
            }
        }
    }

    private static void Ask(Span<float> all, int place, int floats)
    {
        if (!all.IsEmpty)
        {
            Prefetch.Ask(ref all[place], floats);
        }
    }

    private void Run<T>(T update, int place, int state, Span<float> gradients)
        where T : struct, IElementUpdate =>
        ElementUpdates.Sweep(update, Part(_values, place, gradients), gradients, Part(_s0, state, gradients), Part(_s1, state, gradients),
            Part(_s2, state, gradients));

    private static Span<float> Part(Span<float> all, int place, Span<float> gradients) =>
        all.IsEmpty ? default : all.Slice(place, gradients.Length);
}
