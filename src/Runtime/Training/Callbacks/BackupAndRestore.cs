namespace NetCompiler;

/// <summary>
/// Saves the state of the run to a file again and again, and goes on from that file when a run is started that was interrupted before: the result is the
/// same, to the last bit, as without the interruption. The file is deleted when the run ends.
/// </summary>
/// <param name="path">The file, in a folder that is made if need be; of one run only.</param>
/// <remarks>A cancelled run saves its state once more and keeps the file.</remarks>
public sealed class BackupAndRestore(string path) : Callback
{
    private readonly string _path = !string.IsNullOrEmpty(path) ? path : throw new ArgumentException("Empty path passed to BackupAndRestore.", nameof(path));
    private int _sinceSaved;

    /// <summary>When to save.</summary>
    public SaveFrequency SaveFrequency { get; init; }

    /// <summary>Whether the file goes when the run has ended.</summary>
    public bool DeleteCheckpoint { get; init; } = true;

    internal override string? Backup => File.Exists(_path) ? _path : null;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        _sinceSaved = 0;
        if (Path.GetDirectoryName(Path.GetFullPath(_path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        AtomicFile.DeleteUnfinished(_path);
    }

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
    public override void OnTrainEnd(TrainingContext context)
    {
        if (DeleteCheckpoint && !context.History.IsCancelled)
        {
            File.Delete(_path);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section) => section.Add("since_saved", _sinceSaved);

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context) => _sinceSaved = (int)section.GetInt64("since_saved");

    internal override void OnCancelled(TrainingContext context) => context.SaveState(_path);
}
