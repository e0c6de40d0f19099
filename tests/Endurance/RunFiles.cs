namespace NetCompiler.Endurance;

/// <summary>The files of a run. Two runs share a folder, and the names of one begin with the other's.</summary>
/// <param name="folder">The folder.</param>
/// <param name="ending">What all names of the run end with.</param>
internal sealed class RunFiles(string folder, string ending)
{
    public string Backup => Path.Combine(folder, "backup.state" + ending);

    public string Finished => Backup + ".finished";

    public string Best => Path.Combine(folder, "best.safetensors" + ending);

    public string Last => Path.Combine(folder, "last.safetensors" + ending);

    public string Log => Path.Combine(folder, "log.csv" + ending);

    public string Events => Path.Combine(folder, "events" + ending);

    public string Report => Path.Combine(folder, "report.html" + ending);

    public string Weights => Path.Combine(folder, "weights.safetensors" + ending);

    /// <summary>What an ended run leaves, and in files that are the same however often it was killed.</summary>
    public string[] Results => [Best, Last, Log, Report, Weights];

    /// <summary>Loads all files that are there, as a user would.</summary>
    /// <exception cref="ModelFileException">One is damaged.</exception>
    public void CheckReadable()
    {
        foreach (string path in new[] { Backup, Finished }.Where(File.Exists))
        {
            new EnduranceNetwork().LoadTrainingState(path, TrainCommand.NewOptimizer());
        }

        foreach (string path in new[] { Best, Last, Weights }.Where(File.Exists))
        {
            EnduranceNetwork.Load(path);
        }
    }
}
