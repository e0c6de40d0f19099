namespace NetCompiler;

/// <summary>A pass over samples that can be read at any place: in a row, or in an order of the pass's own.</summary>
/// <param name="access">The samples; ends with the pass.</param>
/// <param name="inputFloats">Of one input.</param>
/// <param name="targetFloats">Of one target.</param>
/// <param name="count">How many samples there are.</param>
/// <param name="pass">Which pass.</param>
internal sealed class IndexedReader(ISampleAccess access, int inputFloats, int targetFloats, long count, DataPass pass) : ISampleReader
{
    private readonly IndexOrder? _order = pass.Shuffle ? IndexOrder.Of(pass, count) : null;
    private long _next;

    public int Read(Span<float> inputs, Span<float> targets, int samples)
    {
        ReadCheck.Room(inputs, targets, samples, inputFloats, targetFloats);
        int read = (int)Math.Min(samples, count - _next);
        if (_order is not { } order)
        {
            access.Copy(_next, read, inputs[..(read * inputFloats)], targets[..(read * targetFloats)]);
        }
        else
        {
            for (int i = 0; i < read; i++)
            {
                access.Copy(order[_next + i], 1, inputs.Slice(i * inputFloats, inputFloats), targets.Slice(i * targetFloats, targetFloats));
            }
        }

        _next += read;
        return read;
    }

    public void Skip(long samples)
    {
        ReadCheck.Skipped(samples);
        _next += Math.Min(samples, count - _next);
    }

    public void Dispose() => access.Dispose();
}
