using System.Globalization;

namespace NetCompiler;

/// <summary>
/// A file of TensorBoard's events, in the messages <c>Event</c>, <c>Summary</c> and <c>GraphDef</c>. It grows while it is read; TensorBoard takes
/// what is
/// whole and comes back for the rest.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private static int _files;

    private readonly TimeProvider _clock;
    private readonly FileStream _stream;

    /// <summary>A new file in a folder, which is made where it is missing.</summary>
    public EventFile(string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        _clock = clock;
        _stream = Create(folder, clock.GetUtcNow().ToUnixTimeSeconds());
        Write(NewEvent(0).Add(3, "brain.Event:2"));
    }

    public void AddScalar(string tag, double value, long step) => AddSummary(step, new ProtoMessage().Add(1, tag).Add(2, (float)value));

    public void AddHistogram(string tag, ReadOnlySpan<float> values, long step) =>
        AddSummary(step, new ProtoMessage().Add(1, tag).Add(5, HistogramSummary.Write(values)));

    public void AddGraph(NetworkDescription network) => Write(NewEvent(0).Add(4, GraphSummary.Write(network)));

    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();

    /// <summary>
    /// A file of a name that TensorBoard looks for. Processes of other containers may have the same number, machine and second: then the next name is
    /// free.
    /// </summary>
    private static FileStream Create(string folder, long second)
    {
        while (true)
        {
            string path = Path.Combine(folder, string.Create(
                CultureInfo.InvariantCulture,
                $"events.out.tfevents.{second:D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref _files)}.v2"));
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another one's.
            }
        }
    }

    /// <summary>A summary of one value.</summary>
    private void AddSummary(long step, ProtoMessage value) => Write(NewEvent(step).Add(5, new ProtoMessage().Add(1, value)));

    private ProtoMessage NewEvent(long step) =>
        new ProtoMessage().Add(1, (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds).Add(2, step);

    private void Write(ProtoMessage message) => RecordWriter.Write(_stream, message.Bytes);
}
