using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Shuffles what it reads in a row through a buffer, as tf.data does: each sample is drawn from the buffer, and the next one of the source takes its
/// place. Passes that are not
/// to be shuffled go through unchanged.
/// </summary>
internal sealed class ShuffleSource(IDataSource source, int bufferSize) : StageSource(source)
{
    public override ISampleReader Read(DataPass pass)
    {
        ISampleReader reader = Source.Read(pass with { Shuffle = false });
        return pass.Shuffle ? new Reader(Source, bufferSize, reader, new RandomStream(Key(pass), salt: 0)) : reader;
    }

    private sealed class Reader(IDataSource source, int bufferSize, ISampleReader reader, RandomStream random) : ISampleReader
    {
        private readonly int _inputFloats = source.InputFloats;
        private readonly int _targetFloats = source.TargetFloats;
        private readonly SampleBuffer _buffer = new(source.InputFloats, source.TargetFloats, source.Count);
        private int _held = -1;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, _inputFloats, _targetFloats);
            Fill();
            int done = 0;
            for (; done < count && _held > 0; done++)
            {
                int slot = random.NextInt(_held);
                _buffer.Input(slot).CopyTo(inputs[(done * _inputFloats)..]);
                _buffer.Target(slot).CopyTo(targets[(done * _targetFloats)..]);
                Replace(slot);
            }

            return done;
        }

        /// <summary>What is passed over goes through the buffer, too, since it decides what is left there.</summary>
        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            if (count == 0)
            {
                return;
            }

            Fill();
            for (; count > 0 && _held > 0; count--)
            {
                Replace(random.NextInt(_held));
            }
        }

        public void Dispose() => reader.Dispose();

        private void Fill()
        {
            if (_held < 0)
            {
                _held = _buffer.Fill(reader, bufferSize);
            }
        }

        /// <summary>The next sample of the source takes the slot; at its end, the last one of the buffer does.</summary>
        private void Replace(int slot)
        {
            if (reader.Read(_buffer.Input(slot), _buffer.Target(slot), 1) == 0)
            {
                _held--;
                _buffer.Input(_held).CopyTo(_buffer.Input(slot));
                _buffer.Target(_held).CopyTo(_buffer.Target(slot));
            }
        }
    }
}
