using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Batches of samples that are about as long as each other: so many batches as a group has are sorted by length and cut. A group that the source's
/// end cuts short has its incomplete batch last, so that all others begin where the reader's do.
/// </summary>
internal sealed class BucketSource(IDataSource source, int batchSize, int batches, SampleLength length) : StageSource(source)
{
    public override ISampleReader Read(DataPass pass) =>
        new Reader(Source, batchSize, batches, length, Source.Read(pass), pass.Shuffle ? Key(pass) : null);

    private sealed class Reader(IDataSource source, int batchSize, int batches, SampleLength length, ISampleReader reader, ulong? key) : ISampleReader
    {
        private readonly int _inputFloats = source.InputFloats;
        private readonly int _targetFloats = source.TargetFloats;
        private readonly int _groupSize = batchSize * batches;
        private readonly SampleBuffer _group = new(source.InputFloats, source.TargetFloats, source.Count);

        /// <summary>Lengths above places, which tell samples as long as each other apart.</summary>
        private ulong[] _sorted = [];
        private long _next;
        private long _nextGroup;
        private int _held;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, _inputFloats, _targetFloats);
            int done = 0;
            for (; done < count && Find(out int place); done++, _next++)
            {
                _group.Input(place).CopyTo(inputs[(done * _inputFloats)..]);
                _group.Target(place).CopyTo(targets[(done * _targetFloats)..]);
            }

            return done;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            _next += count;
        }

        public void Dispose() => reader.Dispose();

        /// <summary>The next sample's place in its group, which is read if it is not there; false at the end.</summary>
        private bool Find(out int place)
        {
            long wanted = _next / _groupSize;
            int turn = (int)(_next % _groupSize);
            if (wanted >= _nextGroup)
            {
                reader.Skip((wanted - _nextGroup) * _groupSize);
                _held = _group.Fill(reader, _groupSize);
                _nextGroup = wanted + 1;
                Sort();
            }

            place = turn < _held ? (int)(uint)_sorted[Turned(wanted, turn)] : 0;
            return turn < _held;
        }

        private void Sort()
        {
            if (_sorted.Length < _held)
            {
                _sorted = new ulong[_held];
            }

            for (int i = 0; i < _held; i++)
            {
                int steps = length(_group.Input(i), _group.Target(i));
                if (steps < 0)
                {
                    throw new InvalidOperationException(FormattableString.Invariant($"Expected lengths of at least 0, but a sample has {steps}."));
                }

                _sorted[i] = ((ulong)steps << 32) | (uint)i;
            }

            Array.Sort(_sorted, 0, _held);
        }

        /// <summary>The place in the sorted group of a place in the pass: its batch changes places with another whole one.</summary>
        private int Turned(long group, int turn)
        {
            int batch = turn / batchSize, whole = _held / batchSize;
            return key is ulong drawn && batch < whole
                ? ((int)new IndexOrder(CounterRandom.Subkey(drawn, group), whole)[batch] * batchSize) + (turn % batchSize)
                : turn;
        }
    }
}
