namespace NetCompiler;

/// <summary>Neighbouring samples of a source that can only be read in a row.</summary>
/// <param name="source">The source.</param>
/// <param name="first">Samples left out before, at least 0.</param>
/// <param name="count">At most so many after them, at least 1.</param>
internal sealed class RangeSource(IDataSource source, long first, long count) : StageSource(source)
{
    public override long? Count => Source.Count is long all ? Math.Min(count, all - first) : null;

    public override ISampleReader Read(DataPass pass)
    {
        OrderedPass.Check(pass, "A part of a stream");
        ISampleReader reader = Source.Read(pass);
        reader.Skip(first);
        return new Reader(Source, reader, count);
    }

    private sealed class Reader(IDataSource source, ISampleReader reader, long count) : ISampleReader
    {
        private long _left = count;

        public int Read(Span<float> inputs, Span<float> targets, int samples)
        {
            ReadCheck.Room(inputs, targets, samples, source.InputFloats, source.TargetFloats);
            int read = _left == 0 ? 0 : reader.Read(inputs, targets, (int)Math.Min(samples, _left));
            _left -= read;
            return read;
        }

        public void Skip(long samples)
        {
            ReadCheck.Skipped(samples);
            long skipped = Math.Min(samples, _left);
            reader.Skip(skipped);
            _left -= skipped;
        }

        public void Dispose() => reader.Dispose();
    }
}
