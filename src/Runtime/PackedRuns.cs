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
internal struct PackedRuns
{
    private readonly PackedLayout _layout;
    private readonly int[] _shape;
    private readonly int[] _index;
    private readonly int _count;
    private readonly int _last;

    /// <param name="layout">Of the parameter.</param>
    /// <param name="shape">Its public one.</param>
    /// <param name="count">Elements from the first on.</param>
    public PackedRuns(PackedLayout layout, int[] shape, int count)
    {
        (_layout, _shape, _count, _last) = (layout, shape, count, shape.Length - 1);
        _index = new int[shape.Length];
    }

    /// <summary>The run at hand.</summary>
    public PackedRun Current { get; private set; }

    /// <summary>Itself.</summary>
    public readonly PackedRuns GetEnumerator() => this;

    /// <summary>Goes on to the next run; false behind the last one.</summary>
    public bool MoveNext()
    {
        int first = Current.First + Current.Length;
        if (first >= _count)
        {
            return false;
        }

        if (_last < 0)
        {
            Current = new(first, 1, _layout.Place(_index), 1);
            return true;
        }

        Advance(Current.Length);
        int rest = Math.Min(_shape[_last] - _index[_last], _count - first);
        int length = _layout.PanelDimension == _last ? Math.Min(rest, _layout.PanelWidth) : rest;
        Current = new(first, length, _layout.Place(_index), _layout.Strides[_last]);
        return true;
    }

    /// <summary>Moves the index along the last axis, and on to the next row at its end.</summary>
    private readonly void Advance(int elements)
    {
        _index[_last] += elements;
        for (int d = _last; d > 0 && _index[d] >= _shape[d]; d--)
        {
            _index[d] = 0;
            _index[d - 1]++;
        }
    }
}
