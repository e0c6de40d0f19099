namespace NetCompiler.Endurance;

/// <summary>The process that is killed: trains with a backup every few steps, and writes what came of it.</summary>
internal static class TrainCommand
{
    private const int Epochs = 8, Samples = 1200, BatchSize = 8;

    /// <param name="folder">Where the backup, the log and, at the end, the weights are.</param>
    /// <param name="every">Steps between two backups.</param>
    public static void Run(string folder, int every)
    {
        var network = new EnduranceNetwork(seed: 1);
        Console.WriteLine(File.Exists(RunFiles.Backup(folder)) ? "resumed" : "began");
        network.Fit(EnduranceNetwork.Samples(Samples, seed: 1), new FitOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Threads = 1,
            Optimizer = NewOptimizer(),
            Validation = EnduranceNetwork.Samples(64, seed: 2),
            Metrics = [new Accuracy()],
            Verbose = false,
            Callbacks =
            [
                new ReduceLROnPlateau { Patience = 1, Factor = 0.5 },
                new EarlyStopping { Patience = Epochs, RestoreBestWeights = true },
                new CsvLogger(RunFiles.Log(folder)),
                new ModelCheckpoint(RunFiles.Best(folder)) { SaveBestOnly = true },
                new BackupAndRestore(RunFiles.Backup(folder)) { SaveFrequency = SaveFrequency.EverySteps(every), DeleteCheckpoint = false },
            ],
        });
        network.Save(RunFiles.Weights(folder));
    }

    /// <summary>Every part of a state: moments, a moving average, accumulated gradients.</summary>
    public static Optimizer NewOptimizer() => new Adam(0.01f) { UseEma = true, GradientAccumulationSteps = 2 };
}

/// <summary>The files of a run.</summary>
internal static class RunFiles
{
    public static string Backup(string folder) => Path.Combine(folder, "backup.state");

    public static string Best(string folder) => Path.Combine(folder, "best.safetensors");

    public static string Log(string folder) => Path.Combine(folder, "log.csv");

    public static string Weights(string folder) => Path.Combine(folder, "weights.safetensors");

    /// <summary>Loads all files that are there, as a user would.</summary>
    /// <exception cref="ModelFileException">One is damaged.</exception>
    public static void CheckReadable(string folder)
    {
        if (File.Exists(Backup(folder)))
        {
            new EnduranceNetwork().LoadTrainingState(Backup(folder), TrainCommand.NewOptimizer());
        }

        foreach (string path in new[] { Best(folder), Weights(folder) }.Where(File.Exists))
        {
            EnduranceNetwork.Load(path);
        }
    }
}
