using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>What a run is made of, anew for each process that a test imagines, and all that it leaves.</summary>
internal sealed class ResumableRun
{
    private const int Samples = 27;

    /// <summary>Steps of three epochs: the last batch of each is smaller.</summary>
    public const int BatchSize = 8, Epochs = 3, StepsPerEpoch = 4, Steps = Epochs * StepsPerEpoch;

    private readonly string _folder;
    private readonly Func<int, TrainableNetwork> _network;
    private readonly Func<Optimizer> _optimizer;
    private readonly Func<Metric[]> _metrics;
    private readonly Func<Callback[]> _callbacks;

    public ResumableRun(string folder, Func<int, TrainableNetwork> network, Func<Optimizer> optimizer, Func<Metric[]>? metrics = null,
        Func<Callback[]>? callbacks = null) =>
        (_folder, _network, _optimizer, _metrics, _callbacks) = (folder, network, optimizer, metrics ?? (() => []), callbacks ?? (() => []));

    public SaveFrequency Frequency { get; init; } = SaveFrequency.EverySteps(1);

    public bool HasBackup => File.Exists(Backup);

    private string Csv => Path.Combine(_folder, "log.csv");

    private string Backup => Path.Combine(_folder, "backup.state");

    /// <summary>What is left: weights, history, learning rates, the CSV file.</summary>
    public sealed record Outcome(float[] Weights, string History, string Csv);

    /// <summary>Runs in one go.</summary>
    public Outcome Whole() => Live(seed: 1, dieAfter: null)!;

    /// <summary>
    /// One life of a process: it begins, or goes on from the backup, and ends, or dies before the step after <paramref name="dieAfter"/>.
    /// </summary>
    /// <param name="seed">Of the network that a process creates; what it goes on from has another.</param>
    /// <param name="dieAfter">Steps of all lives after which to die; null for never.</param>
    /// <returns>Null after a death.</returns>
    public Outcome? Live(int seed, long? dieAfter)
    {
        TrainableNetwork network = _network(seed);
        bool isBinary = network is TinyBinary;
        var death = new Recorder
        {
            BatchBegin = context => Die(context.TotalSteps >= dieAfter),
            EpochBegin = context => Die(context.TotalSteps >= dieAfter),
        };
        try
        {
            History history = network.Fit(Data(Samples, 1, isBinary), new FitOptions
            {
                Epochs = Epochs,
                BatchSize = BatchSize,
                Seed = 5,
                Optimizer = _optimizer(),
                Validation = Data(9, 2, isBinary),
                Metrics = _metrics(),
                Callbacks = [.. _callbacks(), new CsvLogger(Csv), new BackupAndRestore(Backup) { SaveFrequency = Frequency }, death],
            });
            network.Save(Path.Combine(_folder, "weights"));
            Assert.Equal(["log.csv", "weights"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            return new Outcome(network.Weights(), Print(history), File.ReadAllText(Csv));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static void Die(bool now)
    {
        if (now)
        {
            throw new OperationCanceledException();
        }
    }

    private static Dataset Data(int count, int seed, bool isBinary)
    {
        Dataset data = TinyData.Classes(count, seed);
        return isBinary
            ? Dataset.FromArrays(data.Inputs(0, count).ToArray(), [5], [.. data.Targets(0, count).ToArray().Select(target => Math.Min(target, 1))])
            : data;
    }

    /// <summary>Every bit of the history.</summary>
    private static string Print(History history) => string.Join("; ", history.Names
        .Select(name => $"{name}: {string.Join(' ', history[name].Select(BitConverter.DoubleToInt64Bits))}")
        .Append($"rates: {string.Join(' ', history.LearningRates.Select(BitConverter.SingleToInt32Bits))}").Append($"epochs: {history.Epochs}"));
}
