namespace NetCompiler;

/// <summary>Saves the network's weights at the end of epochs or after some steps, all of them or only better ones.</summary>
/// <param name="path">
/// The file, in a folder that is made if need be. It may have fields for values, such as <c>{epoch:02d}-{val_loss:.2f}.safetensors</c>: the epoch and
/// the
/// batch, both from 1, and what the logs hold, with Python's or .NET's formats.
/// </param>
public sealed class ModelCheckpoint(string path) : MonitorCallback
{
    private readonly PathTemplate _path = new(Argument.NotEmpty(path, nameof(path)));
    private long _sinceSaved;

    /// <summary>Whether to save only when <see cref="MonitorCallback.Monitor"/> is better than ever before.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>When to save.</summary>
    public SaveFrequency SaveFrequency { get; init; }

    /// <summary>With <see cref="SaveBestOnly"/>, what the first saved value must improve; null for anything.</summary>
    public double? InitialValueThreshold { get; init => field = Argument.Number(value); }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (SaveBestOnly)
        {
            base.OnTrainBegin(context);
            Best = InitialValueThreshold ?? Worst;
        }

        _sinceSaved = 0;
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        _sinceSaved++;
        if (SaveFrequency.Steps <= _sinceSaved)
        {
            _sinceSaved = 0;
            Save(context, _path.Fill(context, batch: context.Step + 1));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        if (SaveFrequency == SaveFrequency.Epoch)
        {
            Save(context, _path.Fill(context, batch: null));
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateSection section)
    {
        base.SaveState(section);
        section.Add("since_saved", _sinceSaved);
    }

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context)
    {
        base.RestoreState(section, context);
        _sinceSaved = section.GetInt64("since_saved");
    }

    private void Save(TrainingContext context, string file)
    {
        if (!IsWanted(context, file))
        {
            return;
        }

        if (Directory.Exists(file))
        {
            throw new IOException($"Please specify a non-directory path for ModelCheckpoint. The path is an existing directory: {file}");
        }

        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        context.Network.Save(file);
        Say(context, $"finished saving model to {file}");
    }

    private bool IsWanted(TrainingContext context, string file)
    {
        if (!SaveBestOnly || Current(context, $"Can save best model only with {Monitor} available.") is not { } current)
        {
            if (!SaveBestOnly)
            {
                Say(context, $"saving model to {file}");
            }

            return true;
        }

        if (!IsImprovement(current, Best))
        {
            Say(context, $"{Monitor} did not improve from {FiveDigits(Best)}");
            return false;
        }

        Say(context, $"{Monitor} improved from {FiveDigits(Best)} to {FiveDigits(current)}, saving model to {file}");
        Best = current;
        return true;
    }

    /// <summary>As Keras does on a line of its own, below the progress bar.</summary>
    private void Say(TrainingContext context, string text)
    {
        if (Verbose)
        {
            context.Output.WriteLine(FormattableString.Invariant($"\nEpoch {context.Epoch + 1}: {text}"));
        }
    }
}
