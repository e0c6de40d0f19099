namespace NetCompiler;

/// <summary>Passes over a source one after the other, as one: each with an order and draws of its own.</summary>
internal sealed class RepeatSource(IDataSource source, int times) : StageSource(source)
{
    public override long? Count => Source.Count * times;

    public override ISampleReader Read(DataPass pass) => new Reader(Source, pass with { Epoch = unchecked(pass.Epoch * times) }, times);

    private sealed class Reader(IDataSource source, DataPass first, int times) : ISampleReader
    {
        private ISampleReader? _reader;
        private int _turn;
        private long _position;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, source.InputFloats, source.TargetFloats);
            int done = 0;
            while (done < count && _turn < times)
            {
                int wanted = count - done;
                int read = Turn().Read(inputs[(done * source.InputFloats)..], targets[(done * source.TargetFloats)..], wanted);
                _position += read;
                done += read;
                if (read < wanted)
                {
                    EndTurn();
                }
            }

            return done;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            if (source.Count is not long each)
            {
                ReadOver(count);
                return;
            }

            while (count > 0 && _turn < times)
            {
                long skipped = Math.Min(count, each - _position);
                Turn().Skip(skipped);
                _position += skipped;
                count -= skipped;
                if (_position == each)
                {
                    EndTurn();
                }
            }
        }

        public void Dispose() => _reader?.Dispose();

        /// <summary>Where the source does not know its number of samples, only reading tells where a turn ends.</summary>
        private void ReadOver(long count)
        {
            var input = new float[source.InputFloats];
            var target = new float[source.TargetFloats];
            while (count > 0 && Read(input, target, 1) == 1)
            {
                count--;
            }
        }

        private ISampleReader Turn() => _reader ??= source.Read(first with { Epoch = unchecked(first.Epoch + _turn) });

        private void EndTurn()
        {
            _reader?.Dispose();
            _reader = null;
            _position = 0;
            _turn++;
        }
    }
}
