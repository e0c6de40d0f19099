namespace NetCompiler;

/// <summary>
/// Where the trainable parameters that are not frozen lie in the arena: what optimizers, decay and penalties go over. There is none where nothing is
/// frozen.
/// </summary>
internal sealed class ActiveRanges
{
    private readonly (int First, int End)[] _active, _frozen;

    private ActiveRanges((int First, int End)[] active, (int First, int End)[] frozen) => (_active, _frozen) = (active, frozen);

    /// <summary>Null where nothing is frozen.</summary>
    public static ActiveRanges? Of(IEnumerable<Parameter> parameters)
    {
        Parameter[] trainable = [.. parameters.Where(parameter => parameter.Trainable).OrderBy(parameter => parameter.Description.Offset)];
        return Array.Exists(trainable, parameter => parameter.IsFrozen)
            ? new ActiveRanges(Joined(trainable, frozen: false), Joined(trainable, frozen: true)) : null;
    }

    /// <summary>Whether the optimizer changes a trainable parameter.</summary>
    public bool Has(ParameterDescription parameter) =>
        !Array.Exists(_frozen, range => range.First <= parameter.Offset && parameter.Offset < range.End);

    /// <summary>Sets frozen parameters' gradients to 0, so that norms leave them out.</summary>
    /// <param name="gradients">Of the whole parameters.</param>
    /// <param name="tables">Of those with sparse updates.</param>
    public void ClearFrozen(Span<float> gradients, RowGradient[] tables)
    {
        foreach ((int first, int end) in _frozen)
        {
            int whole = Math.Min(end, gradients.Length);
            if (first < whole)
            {
                gradients[first..whole].Clear();
            }
        }

        foreach (RowGradient table in tables)
        {
            if (!Has(table.Parameter))
            {
                table.Clear();
            }
        }
    }

    /// <summary>What of a range of the arena is to be gone over: all of it where nothing is frozen.</summary>
    public static Walk Within(ActiveRanges? ranges, int first, int end) => new(ranges?._active, first, end);

    /// <summary>Neighbours become one range.</summary>
    private static (int First, int End)[] Joined(Parameter[] trainable, bool frozen)
    {
        var ranges = new List<(int First, int End)>();
        foreach (ParameterDescription parameter in trainable.Where(p => p.IsFrozen == frozen).Select(p => p.Description))
        {
            (int first, int end) = (parameter.Offset, parameter.Offset + parameter.Layout.Floats);
            if (ranges.Count > 0 && ranges[^1].End == first)
            {
                ranges[^1] = (ranges[^1].First, end);
            }
            else
            {
                ranges.Add((first, end));
            }
        }

        return [.. ranges];
    }

    /// <summary>The parts of a range that are active, in their order; allocates nothing.</summary>
    public struct Walk((int First, int End)[]? active, int first, int end)
    {
        private int _next;

        public (int First, int End) Current { get; private set; }

        public readonly Walk GetEnumerator() => this;

        public bool MoveNext()
        {
            for (; _next < (active?.Length ?? 1); _next++)
            {
                (int from, int to) = active is null ? (first, end) : (Math.Max(first, active[_next].First), Math.Min(end, active[_next].End));
                if (from < to)
                {
                    Current = (from, to);
                    _next++;
                    return true;
                }
            }

            return false;
        }
    }
}
