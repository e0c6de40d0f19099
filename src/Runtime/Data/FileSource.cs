namespace NetCompiler;

/// <summary>Samples that stay in their files, which are read in blocks at each pass: an array of inputs and one of targets.</summary>
internal sealed class FileSource : IDataSource
{
    private readonly SampleColumn _inputs;
    private readonly SampleColumn _targets;
    private readonly long _first;

    private FileSource(SampleColumn inputs, SampleColumn targets, long first, long count)
    {
        (_inputs, _targets, _first, Count) = (inputs, targets, first, count);
    }

    public ReadOnlySpan<int> InputShape => _inputs.Shape;

    public int InputFloats => _inputs.Floats;

    public int TargetFloats => _targets.Floats;

    public long Count { get; }

    long? IDataSource.Count => Count;

    /// <summary>The samples of two columns.</summary>
    /// <exception cref="ModelFileException">They have different numbers of samples.</exception>
    public static FileSource Of(SampleColumn inputs, SampleColumn targets)
    {
        // A single value is an input of one axis.
        inputs = inputs.Shape.Length > 0 ? inputs : inputs with { Shape = [1] };
        return inputs.Count == targets.Count
            ? new FileSource(inputs, targets, 0, inputs.Count)
            : throw new ModelFileException(targets.Path, null,
            $"expected {inputs.Count} targets, one for each input of {inputs.Path}, but found {targets.Count}.");
    }

    /// <summary>Neighbouring samples of these, which exist.</summary>
    public FileSource Slice(long first, long count) => new(_inputs, _targets, _first + first, count);

    public ISampleReader Read(DataPass pass) => new IndexedReader(new Access(this), InputFloats, TargetFloats, Count, pass);

    private sealed class Access : ISampleAccess
    {
        private readonly SampleColumnReader _inputs;
        private readonly SampleColumnReader _targets;
        private readonly long _first;

        public Access(FileSource source)
        {
            _first = source._first;
            _inputs = new SampleColumnReader(source._inputs);
            try
            {
                _targets = new SampleColumnReader(source._targets);
            }
            catch
            {
                _inputs.Dispose();
                throw;
            }
        }

        public void Copy(long first, int count, Span<float> inputs, Span<float> targets)
        {
            _inputs.Copy(_first + first, count, inputs);
            _targets.Copy(_first + first, count, targets);
        }

        public void Dispose()
        {
            _inputs.Dispose();
            _targets.Dispose();
        }
    }
}
