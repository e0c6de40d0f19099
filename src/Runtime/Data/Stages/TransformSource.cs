using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Changes each sample by itself, with numbers drawn for its place in the pass.</summary>
internal sealed class TransformSource(IDataSource source, ISampleTransform transform) : StageSource(source)
{
    public override ReadOnlySpan<int> InputShape => transform.InputShape;

    public override int InputFloats { get; } = Shapes.Floats(transform.InputShape);

    public override int TargetFloats => transform.TargetFloats;

    public override bool HasWeights => transform.HasWeights(Source);

    public override ISampleReader Read(DataPass pass) => new Reader(this, transform, Source.Read(pass), new RandomStream(Key(pass), salt: 0));

    private sealed class Reader(TransformSource stage, ISampleTransform transform, ISampleReader reader, RandomStream random) : ISampleReader
    {
        /// <summary>Samples read from the source at a time, at most: few, so that they stay in the cache.</summary>
        private const int Piece = 16;

        private readonly float[] _inputs = new float[Piece * stage.Source.InputFloats];
        private readonly float[] _targets = new float[Piece * stage.Source.TargetFloats];
        private long _next;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, stage.InputFloats, stage.TargetFloats);
            int done = 0;
            while (done < count)
            {
                int read = reader.Read(_inputs, _targets, Math.Min(Piece, count - done));
                for (int i = 0; i < read; i++, done++, _next++)
                {
                    random.MoveTo(_next);
                    transform.Apply(
                        Sample(_inputs, i, stage.Source.InputFloats), Sample(_targets, i, stage.Source.TargetFloats),
                        Sample(inputs, done, stage.InputFloats), Sample(targets, done, stage.TargetFloats), random);
                }

                if (read == 0)
                {
                    break;
                }
            }

            return done;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            reader.Skip(count);
            _next += count;
        }

        public void Dispose() => reader.Dispose();

        private static Span<float> Sample(Span<float> samples, int index, int floats) => samples.Slice(index * floats, floats);
    }
}
