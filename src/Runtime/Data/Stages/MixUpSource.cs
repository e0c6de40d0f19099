using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Keras' <c>MixUp</c>: each sample becomes w times itself and 1 - w times a partner, inputs and targets alike, w drawn from Beta(alpha, alpha).
/// Partners are found by a
/// permutation of each group of neighbours, which Keras' batch is; groups are counted from the pass's start, so they do not depend on how the pass is
/// read.
/// </summary>
internal sealed class MixUpSource(IDataSource source, float alpha, int group) : StageSource(source)
{
    public override ISampleReader Read(DataPass pass) => new Reader(Source, alpha, group, Source.Read(pass), Key(pass));

    private sealed class Reader(IDataSource source, float alpha, int group, ISampleReader reader, ulong key) : ISampleReader
    {
        private readonly int _inputFloats = source.InputFloats;
        private readonly int _targetFloats = source.TargetFloats;
        private readonly SampleBuffer _group = new(source.InputFloats, source.TargetFloats, source.Count);
        private readonly RandomStream _random = new(key, salt: 0);
        private long _next;
        private long _nextGroup;
        private int _held;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, _inputFloats, _targetFloats);
            int done = 0;
            for (; done < count && Find(out int place); done++, _next++)
            {
                // The group's number, beyond those that the draws of samples take.
                int partner = (int)new IndexOrder(CounterRandom.Subkey(~key, _next / group), _held)[place];
                _random.MoveTo(_next);
                float weight = (float)Distributions.NextBeta(_random, alpha);
                Mix(_group.Input(place), _group.Input(partner), weight, inputs.Slice(done * _inputFloats, _inputFloats));
                Mix(_group.Target(place), _group.Target(partner), weight, targets.Slice(done * _targetFloats, _targetFloats));
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
            long wanted = _next / group;
            place = (int)(_next % group);
            if (wanted >= _nextGroup)
            {
                reader.Skip((wanted - _nextGroup) * group);
                _held = _group.Fill(reader, group);
                _nextGroup = wanted + 1;
            }

            return place < _held;
        }

        private static void Mix(ReadOnlySpan<float> own, ReadOnlySpan<float> other, float weight, Span<float> mixed)
        {
            for (int i = 0; i < mixed.Length; i++)
            {
                mixed[i] = (weight * own[i]) + ((1 - weight) * other[i]);
            }
        }
    }
}
