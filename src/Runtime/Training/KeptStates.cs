namespace NetCompiler;

/// <summary>The states of stateful layers: a row for each sample, which the next training step begins with.</summary>
/// <param name="floats">Values of a row.</param>
internal sealed unsafe class KeptStates(int floats)
{
    private FloatArena _first = new(0);
    private FloatArena _last = new(0);
    private int _running;

    /// <summary>Samples of the batch that has left the states; 0 where there was none, and the next one begins with zeros.</summary>
    public int Samples { get; private set; }

    /// <summary>What a sample and those behind it begin with.</summary>
    public ref float First(int sample) => ref _first.Pointer[(nint)sample * floats];

    /// <summary>What they leave.</summary>
    public ref float Last(int sample) => ref _last.Pointer[(nint)sample * floats];

    /// <summary>Refuses a batch that has not a sample for each state.</summary>
    /// <param name="count">The batch's size.</param>
    /// <param name="network">For the message.</param>
    /// <exception cref="ArgumentException">The batch before had another size.</exception>
    public void Check(int count, string network)
    {
        if (Samples > 0 && Samples != count)
        {
            throw new ArgumentException($"'{network}' has stateful layers, whose states are those of a batch of {Samples} samples; got {count}. "
                + "After ResetStates a batch may have any size.", nameof(count));
        }
    }

    /// <summary>Makes room for a batch.</summary>
    public void Prepare(int count)
    {
        _running = count;
        _last = FloatArena.AtLeast(_last, (long)count * floats);
        if (Samples == 0)
        {
            _first = FloatArena.AtLeast(_first, (long)count * floats);
            _first.Span.Clear();
        }
    }

    /// <summary>What the batch has left is what the next one begins with.</summary>
    public void Commit() => (_first, _last, Samples) = (_last, _first, _running);

    /// <summary>The next batch begins with zeros.</summary>
    public void Reset() => Samples = 0;

    /// <summary>Adds to the next round of ranks: what each one's samples have left goes to rank 0.</summary>
    public void AddGather(RankGroup group, BatchCut cut) => group.AddGather(_first.Pointer, cut.Rows, floats);

    public void Save(StateSection section)
    {
        section.Add("kept_samples", Samples);
        section.Add("kept_states", _first.Span[..(Samples * floats)].ToArray());
    }

    /// <summary>Reads and checks what <see cref="Save"/> wrote; the result puts it in force.</summary>
    public Action Load(StateSection section)
    {
        int samples = section.GetInt32("kept_samples");
        if (samples < 0)
        {
            throw section.Refuse($"expected states of at least 0 samples, but found {samples}.");
        }

        float[] values = section.GetSingles("kept_states");
        if (values.LongLength != (long)samples * floats)
        {
            throw section.Refuse($"expected states of {samples} samples, {floats} floats each, but found {values.Length} floats.");
        }

        return () =>
        {
            _first = FloatArena.AtLeast(_first, values.Length);
            values.CopyTo(_first.Span);
            Samples = samples;
        };
    }
}
