namespace NetCompiler;

/// <summary>
/// What a network remembers of some streams between their steps: states of recurrent layers, the last inputs of causal convolutions, what an
/// attention has seen. Plain floats, which may be saved, copied and compared. Made by <see cref="CompiledNetwork.CreateState"/>, and used by one
/// thread at a time.
/// </summary>
public sealed class StreamState
{
    private readonly CompiledNetwork _network;
    private readonly StreamDescription _description;
    private FloatArena _now;
    private FloatArena _next;
    private FloatArena _kept;

    internal StreamState(CompiledNetwork network, StreamDescription description, int streams)
    {
        (_network, _description, Streams) = (network, description, streams);
        _now = new FloatArena((long)streams * description.StateFloats);
        _next = new FloatArena((long)streams * description.StateFloats);
        _kept = new FloatArena((long)streams * description.KeptFloats);
        Workspace = new FloatArena(Math.Max(description.WorkspaceFloats, description.BeginWorkspaceFloats));
        Reset();
    }

    /// <summary>Streams that go on together, at least 1.</summary>
    public int Streams { get; private set; }

    /// <summary>Floats that are remembered of each stream.</summary>
    public int FloatsPerStream => _description.StateFloats + _description.KeptFloats;

    /// <summary>
    /// Whether steps can be taken: not before <see cref="CompiledNetwork.Begin"/>, where the network has inputs that do not stream.
    /// </summary>
    public bool IsBegun { get; internal set; }

    internal FloatArena Now => _now;

    internal FloatArena Next => _next;

    internal FloatArena Kept => _kept;

    internal FloatArena Workspace { get; }

    /// <summary>
    /// Forgets all that the streams have seen: they begin anew, with what the network's weights are now. A network with inputs that do not stream is
    /// to be given them again.
    /// </summary>
    public void Reset()
    {
        Clear();
        if (_description.BeginShape.Length == 0)
        {
            _network.Begin([], this);
        }
    }

    /// <summary>Puts the numbers in place that every stream begins with.</summary>
    internal void Clear()
    {
        IsBegun = false;
        _now.Span.Clear();
        _kept.Span.Clear();
        foreach (StreamFill fill in _description.Fills)
        {
            for (int stream = 0; stream < Streams; stream++)
            {
                Of(_now, stream, _description.StateFloats).Slice(fill.Offset, fill.Count).Fill(fill.Value);
            }
        }
    }

    /// <summary>Makes streams of copies of the present ones: stream i goes on as the stream <paramref name="parents"/>[i] would.</summary>
    /// <param name="parents">A present stream for each of the new ones, at least one; any may be there several times, or not at all.</param>
    /// <exception cref="ArgumentException">There is no such stream, or none is wanted.</exception>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        if (parents.Length == 0)
        {
            throw new ArgumentException("Expected at least one stream.", nameof(parents));
        }

        foreach (int parent in parents)
        {
            if ((uint)parent >= (uint)Streams)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected streams from 0 to {Streams - 1}, but got {parent}."), nameof(parents));
            }
        }

        FloatArena now = Reordered(_now, _next, parents, _description.StateFloats);
        FloatArena kept = Reordered(_kept, null, parents, _description.KeptFloats);
        (_now, _next, _kept, Streams) = (now, FloatArena.AtLeast(_now, now.Length), kept, parents.Length);
    }

    /// <summary>Copies all that is remembered.</summary>
    /// <param name="values">[<see cref="Streams"/>, <see cref="FloatsPerStream"/>], to be written.</param>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    public void CopyTo(Span<float> values)
    {
        CheckLength(values.Length, nameof(values));
        for (int stream = 0; stream < Streams; stream++)
        {
            Span<float> row = values.Slice(stream * FloatsPerStream, FloatsPerStream);
            Of(_now, stream, _description.StateFloats).CopyTo(row);
            Of(_kept, stream, _description.KeptFloats).CopyTo(row[_description.StateFloats..]);
        }
    }

    /// <summary>Goes on from what <see cref="CopyTo"/> has copied, with the same network and weights.</summary>
    /// <param name="values">[<see cref="Streams"/>, <see cref="FloatsPerStream"/>].</param>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        CheckLength(values.Length, nameof(values));
        for (int stream = 0; stream < Streams; stream++)
        {
            ReadOnlySpan<float> row = values.Slice(stream * FloatsPerStream, FloatsPerStream);
            row[.._description.StateFloats].CopyTo(Of(_now, stream, _description.StateFloats));
            row[_description.StateFloats..].CopyTo(Of(_kept, stream, _description.KeptFloats));
        }

        IsBegun = true;
    }

    /// <summary>What a step, or a beginning, has written becomes the state.</summary>
    internal void Accept() => (_now, _next) = (_next, _now);

    internal bool IsOf(CompiledNetwork network) => _network == network;

    /// <exception cref="InvalidOperationException">A stream has no step left, or has not begun.</exception>
    internal void CheckStep()
    {
        if (!IsBegun)
        {
            throw new InvalidOperationException(
                $"The streams of '{_network.Description.Name}' have not begun: give Begin the other inputs of each, "
                    + $"{Shapes.Print(_description.BeginShape)}.");
        }

        for (int stream = 0; stream < (_description.MostSteps == 0 ? 0 : Streams); stream++)
        {
            if (Of(_now, stream, _description.StateFloats)[_description.PositionOffset] >= _description.MostSteps)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"'{_network.Description.Name}' is declared for {_description.MostSteps} steps, and stream {stream} has taken all of them."));
            }
        }
    }

    private static Span<float> Of(FloatArena arena, int stream, int floats) => arena.Span.Slice(stream * floats, floats);

    private FloatArena Reordered(FloatArena source, FloatArena? target, ReadOnlySpan<int> parents, int floats)
    {
        FloatArena reordered = FloatArena.AtLeast(target, (long)parents.Length * floats);
        for (int stream = 0; stream < parents.Length; stream++)
        {
            Of(source, parents[stream], floats).CopyTo(Of(reordered, stream, floats));
        }

        return reordered;
    }

    private void CheckLength(int length, string argument)
    {
        if (length != (long)Streams * FloatsPerStream)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected {FloatsPerStream} floats for each of {Streams} streams of '{_network.Description.Name}', but got {length}."), argument);
        }
    }
}
