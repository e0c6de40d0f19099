namespace NetCompiler;

/// <summary>Elements that follow each other in row-major order, and lie in memory at one distance from each other.</summary>
/// <param name="First">Row-major number of the first.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Place">Where the first one lies, from the parameter's offset.</param>
/// <param name="Stride">From one to the next.</param>
internal readonly record struct PackedRun(int First, int Length, int Place, int Stride);

/// <summary>
/// The elements of a packed parameter in row-major order, as runs along its last axis: whole rows, or their parts in a panel. Divisions are for each
/// run, where there would be some for each element.
/// </summary>
/// <param name="layout">Of the parameter.</param>
/// <param name="shape">Its public one.</param>
/// <param name="count">Elements from the first on.</param>
internal struct PackedRuns(PackedLayout layout, int[] shape, int count)
{
    /// <summary>The run at hand.</summary>
    public PackedRun Current { get; private set; }

    /// <summary>Itself.</summary>
    public readonly PackedRuns GetEnumerator() => this;

    /// <summary>Goes on to the next run; false behind the last one.</summary>
    public bool MoveNext()
    {
        int first = Current.First + Current.Length, last = shape.Length - 1;
        if (first >= count)
        {
            return false;
        }

        if (last < 0)
        {
            Current = new(first, 1, 0, 1);
            return true;
        }

        Span<int> index = stackalloc int[shape.Length];
        for (int d = last, rest = first; d >= 0; d--)
        {
            (rest, index[d]) = Math.DivRem(rest, shape[d]);
        }

        int length = Math.Min(shape[last] - index[last], count - first);
        length = layout.PanelDimension == last ? Math.Min(length, layout.PanelWidth) : length;
        Current = new(first, length, layout.Place(index), layout.Strides[last]);
        return true;
    }
}
