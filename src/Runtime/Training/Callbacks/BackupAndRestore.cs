using System.Collections.Concurrent;

namespace NetCompiler;

/// <summary>
/// Saves the state of the run to a file again and again, and goes on from that file when a run is started that was interrupted before: the result is
/// the
/// same, to the last bit, as without the interruption.
/// </summary>
/// <param name="path">The file, in a folder that is made if need be; of one run only.</param>
/// <remarks>
/// When <see cref="TrainableNetwork.Fit"/> has come to its end, and no callback has thrown, the file is renamed to end in <c>.finished</c>, and the
/// next
/// <see cref="CompiledNetwork.Save(string)"/> of the network deletes it. So what was trained can be lost at no instant: a process that dies before it
/// has
/// saved is started again, and <c>Fit</c> takes the result from there. A cancelled run saves its state once more and keeps the file.
/// </remarks>
public sealed class BackupAndRestore(string path) : Callback
{
    /// <summary>Files of runs whose results were given to this process: another run of the same name is a new one.</summary>
    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);

    private readonly string _path = !string.IsNullOrEmpty(path) ? path
        : throw new ArgumentException("Empty path passed to BackupAndRestore.", nameof(path));
    private long _sinceSaved;
    private FileStream? _lock;

    /// <summary>When to save.</summary>
    public SaveFrequency SaveFrequency { get; init; }

    /// <summary>Whether the file goes when the run has ended and the network was saved.</summary>
    public bool DeleteCheckpoint { get; init; } = true;

    internal override string? Backup => File.Exists(_path) ? _path : File.Exists(Finished) && !Known.ContainsKey(Finished) ? Finished : null;

    /// <summary>The name of the file once the run has ended.</summary>
    private string Finished => NeighbourName.Of(Path.GetFullPath(_path), ".finished");

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => _sinceSaved = 0;

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        _sinceSaved++;
        if (SaveFrequency.Steps <= _sinceSaved)
        {
            _sinceSaved = 0;
            context.SaveState(_path);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        if (SaveFrequency == SaveFrequency.Epoch)
        {
            context.SaveState(_path);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section) => section.Add("since_saved", _sinceSaved);

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context) => _sinceSaved = section.GetInt64("since_saved");

    internal override void OnCancelled(TrainingContext context) => context.SaveState(_path);

    internal override void CheckState(StateSection section) => section.GetInt64("since_saved");

    /// <summary>Keeps other runs away: two of them would take each other's state for their own.</summary>
    internal override void Claim()
    {
        string full = Path.GetFullPath(_path), folder = Path.GetDirectoryName(full) ?? full;
        Directory.CreateDirectory(folder);
        string file = NeighbourName.Of(full, ".lock");
        try
        {
            _lock = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new IOException($"{_path}: another run of Fit, of this process or another one, uses this file for its backups. Give each run a "
                + $"file of its own.", e);
        }

        UnfinishedFiles.Sweep(folder);
    }

    internal override void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }

    internal override void OnCompleted(TrainingContext context)
    {
        if (!DeleteCheckpoint)
        {
            return;
        }

        string finished = Finished;
        if (File.Exists(_path))
        {
            File.Move(_path, finished, overwrite: true);
        }

        Known.TryAdd(finished, true);
        context.Network.DeleteOnceSaved(finished);
    }
}
