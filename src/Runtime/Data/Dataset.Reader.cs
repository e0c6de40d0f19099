namespace NetCompiler;

/// <content>As a source of passes.</content>
public sealed partial class Dataset : IDataSource
{
    long? IDataSource.Count => Count;

    /// <inheritdoc/>
    public ISampleReader Read(DataPass pass) => new IndexedReader(new Access(this), InputFloats, TargetFloats, Count, pass);

    private sealed class Access(Dataset data) : ISampleAccess
    {
        public void Copy(long first, int count, Span<float> inputs, Span<float> targets)
        {
            data.Inputs((int)first, count).CopyTo(inputs);
            data.Targets((int)first, count).CopyTo(targets);
        }

        public void Dispose()
        {
        }
    }
}
