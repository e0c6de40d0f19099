using NetCompiler.Reports;

namespace NetCompiler.Endurance;

/// <summary>The process that is killed: trains with a backup every few steps, and writes what came of it.</summary>
internal static class TrainCommand
{
    private const int Epochs = 8, Samples = 1200, BatchSize = 8;

    /// <param name="files">The files of the run.</param>
    /// <param name="every">Steps between two backups.</param>
    public static void Run(RunFiles files, int every)
    {
        var network = new EnduranceNetwork(seed: 1);
        Console.WriteLine(File.Exists(files.Backup) ? "resumed" : File.Exists(files.Finished) ? "resumed at the end" : "began");
        History history = network.Fit(EnduranceNetwork.Samples(Samples, seed: 1), new FitOptions
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
                new CsvLogger(files.Log),
                new ModelCheckpoint(files.Best) { SaveBestOnly = true },
                new ModelCheckpoint(files.Last) { SaveFrequency = SaveFrequency.EverySteps(every) },
                new TensorBoard(files.Events),
                new BackupAndRestore(files.Backup) { SaveFrequency = SaveFrequency.EverySteps(every) },
            ],
        });
        TrainingReport.Create(network, history).SaveHtml(files.Report);
        network.Save(files.Weights);
    }

    /// <summary>Every part of a state: moments, a moving average, accumulated gradients.</summary>
    public static Optimizer NewOptimizer() => new Adam(0.01f) { UseEma = true, GradientAccumulationSteps = 2 };
}
