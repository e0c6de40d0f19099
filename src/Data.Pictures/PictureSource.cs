using System.Buffers;

namespace NetCompiler;

/// <summary>A sample a file, decoded when it is read. A shuffled pass has an order of its own.</summary>
internal sealed class PictureSource(PicturePlan plan, PictureFolder folder) : IDataSource
{
    private readonly int[] _shape = [plan.Height, plan.Width, plan.Channels];

    public ReadOnlySpan<int> InputShape => _shape;

    public int InputFloats { get; } = plan.Height * plan.Width * plan.Channels;

    public int TargetFloats => 1;

    public long? Count => folder.Count;

    public ISampleReader Read(DataPass pass) => new Reader(this, plan, folder, pass);

    private sealed class Reader(PictureSource source, PicturePlan plan, PictureFolder folder, DataPass pass) : ISampleReader
    {
        private readonly IndexOrder? _order = pass.Shuffle ? IndexOrder.Of(pass, folder.Count) : null;
        private int _next;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, source.InputFloats, source.TargetFloats);
            int found = Math.Min(count, folder.Count - _next), floats = found * source.InputFloats;
            float[] decoded = ArrayPool<float>.Shared.Rent(floats);
            plan.ReadAll(folder.Paths, Number, found, decoded.AsMemory(0, floats));
            decoded.AsSpan(0, floats).CopyTo(inputs);
            ArrayPool<float>.Shared.Return(decoded);
            for (int i = 0; i < found; i++)
            {
                targets[i] = folder.Labels[Number(i)];
            }

            _next += found;
            return found;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            _next = (int)Math.Min(folder.Count, _next + count);
        }

        public void Dispose()
        {
        }

        private int Number(int i) => _order is { } order ? (int)order[_next + i] : _next + i;
    }
}
