namespace NetCompiler;

/// <summary>Room for neighbouring samples of a source: as much as they turn out to need, not as much as was asked for.</summary>
/// <param name="inputFloats">Of an input.</param>
/// <param name="targetFloats">Of a target.</param>
/// <param name="known">Samples that there are, if that is known.</param>
internal sealed class SampleBuffer(int inputFloats, int targetFloats, long? known)
{
    /// <summary>Where nobody knows how many will come, room is made for so many, and then for twice as many again and again.</summary>
    private const int FirstRoom = 256;

    private float[] _inputs = [];
    private float[] _targets = [];
    private int _room;

    public Span<float> Inputs(int count) => _inputs.AsSpan(0, count * inputFloats);

    public Span<float> Targets(int count) => _targets.AsSpan(0, count * targetFloats);

    public Span<float> Input(int sample) => _inputs.AsSpan(sample * inputFloats, inputFloats);

    public Span<float> Target(int sample) => _targets.AsSpan(sample * targetFloats, targetFloats);

    /// <summary>Reads up to <paramref name="most"/> samples, fewer only at the end of the pass.</summary>
    /// <exception cref="ArgumentException">So many are more than an array can hold.</exception>
    public int Fill(ISampleReader reader, int most)
    {
        int held = 0;
        while (held < most && held != known)
        {
            MakeRoom(held, most);
            int wanted = Math.Min(_room, most) - held;
            int read = reader.Read(_inputs.AsSpan(held * inputFloats), _targets.AsSpan(held * targetFloats), wanted);
            held += read;
            if (read < wanted)
            {
                break;
            }
        }

        return held;
    }

    /// <summary>Passes over neighbouring samples and reads some of them, to their places among the others.</summary>
    /// <param name="reader">At the first of them.</param>
    /// <param name="count">How many there are, which is known.</param>
    /// <param name="first">The first to read.</param>
    /// <param name="end">The one behind the last to read.</param>
    /// <exception cref="InvalidOperationException">The source has fewer.</exception>
    public void FillRange(ISampleReader reader, int count, int first, int end)
    {
        while (_room < count)
        {
            MakeRoom(_room, count);
        }

        reader.Skip(first);
        for (int held = first; held < end;)
        {
            int read = reader.Read(_inputs.AsSpan(held * inputFloats), _targets.AsSpan(held * targetFloats), end - held);
            held += read > 0 ? read
                : throw new InvalidOperationException($"The data source ended {count - held} samples before its Count of them.");
        }

        reader.Skip(count - end);
    }

    private void MakeRoom(int held, int most)
    {
        if (_room > held)
        {
            return;
        }

        long room = Math.Min(most, known ?? Math.Max(FirstRoom, 2L * held));
        if (room * Math.Max(inputFloats, targetFloats) > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{room} samples of {inputFloats} and {targetFloats} floats, which are asked for at once, are more than an array can hold; take a "
                    + $"smaller batch, group or buffer.");
        }

        _room = (int)Math.Max(room, held + 1L);
        Array.Resize(ref _inputs, _room * inputFloats);
        Array.Resize(ref _targets, _room * targetFloats);
    }
}
