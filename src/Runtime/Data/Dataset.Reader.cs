using NetCompiler.Numerics;

namespace NetCompiler;

/// <content>As a source of passes.</content>
public sealed partial class Dataset : IDataSource
{
    long? IDataSource.Count => Count;

    /// <inheritdoc/>
    public ISampleReader Read(DataPass pass) => new Reader(this, pass);

    private sealed class Reader : ISampleReader
    {
        /// <summary>Tells the stream of orders from those of other draws with the same seed.</summary>
        private const long Use = 0x5348_5546;

        private readonly Dataset _data;
        private readonly int[]? _order;
        private int _next;

        public Reader(Dataset data, DataPass pass)
        {
            _data = data;
            _order = pass.Shuffle ? Shuffled(data.Count, new RandomStream(CounterRandom.Key(pass.Seed, Use), pass.Epoch)) : null;
        }

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            int read = Math.Min(count, _data.Count - _next);
            for (int i = 0; i < read; i++, _next++)
            {
                _data.CopySample(
                    _order?[_next] ?? _next,
                    inputs.Slice(i * _data.InputFloats, _data.InputFloats),
                    targets.Slice(i * _data.TargetFloats, _data.TargetFloats));
            }

            return read;
        }

        public void Skip(long count) => _next = (int)Math.Min(_data.Count, _next + count);

        public void Dispose()
        {
        }

        private static int[] Shuffled(int count, RandomStream random)
        {
            var order = new int[count];
            for (int i = 0; i < count; i++)
            {
                int other = random.NextInt(i + 1);
                (order[i], order[other]) = (order[other], i);
            }

            return order;
        }
    }
}
