using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>Times training steps on the ranks that mpirun has started, or in this process alone. Rank 0 prints; see ranks.sh.</summary>
internal static class RanksCommand
{
    private const int WarmUp = 20;

    private static readonly (string Name, Func<TrainableNetwork> Make)[] _models =
    [
        ("cnn", () => new Cnn(seed: 1)), ("residual", () => new Residual(seed: 1)), ("encoder", () => new Encoder(seed: 1)),
    ];

    /// <param name="filter">Only models whose name contains this.</param>
    /// <param name="threads">Of each rank.</param>
    /// <param name="batch">Samples of a step, of all ranks together.</param>
    /// <param name="delay">Microseconds added to each round of messages.</param>
    /// <param name="steps">How many are timed.</param>
    /// <param name="alone">Whether there are no ranks.</param>
    public static void Run(string filter, int threads, int batch, int delay, int steps, bool alone)
    {
        using MpiExchange? mpi = alone ? null : MpiExchange.Start();
        foreach ((string name, Func<TrainableNetwork> make) in _models.Where(model => model.Name.Contains(filter, StringComparison.Ordinal)))
        {
            Time(name, make(), threads, batch, steps, mpi is null ? null : new MeteredExchange(mpi, TimeSpan.FromMicroseconds(delay)));
        }
    }

    private static void Time(string name, TrainableNetwork network, int threads, int batch, int steps, MeteredExchange? exchange)
    {
        // The first moments, and the work of rank 0 at both ends of a run, stay out of it.
        var times = new List<double>();
        long start = 0, rounds = 0, bytes = 0;
        var clock = new LambdaCallback
        {
            BatchEnd = context =>
            {
                if (context.TotalSteps > WarmUp)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }

                if (context.TotalSteps == WarmUp)
                {
                    (rounds, bytes) = (exchange?.Rounds ?? 0, exchange?.Bytes ?? 0);
                }

                start = Stopwatch.GetTimestamp();
            },
        };
        network.Fit(Data(network, batch), new FitOptions
        {
            Epochs = WarmUp + steps, BatchSize = batch, Shuffle = false, Verbose = false, Threads = threads, Exchange = exchange,
            Optimizer = new Adam(1e-4f), Callbacks = [clock],
        });
        if (exchange is null or { Rank: 0 })
        {
            double perStep = (exchange?.Rounds ?? 0) - rounds, sent = (exchange?.Bytes ?? 0) - bytes;
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-9} ranks {exchange?.Ranks ?? 1} threads {threads} batch {batch}: median {Stopwatching.Median(times) * 1e3:0.000} ms, ")
                + FormattableString.Invariant($"least {times.Min() * 1e3:0.000} ms, {perStep / steps:0.0} rounds, {sent / steps:0} bytes"));
        }
    }

    private static Dataset Data(TrainableNetwork network, int count)
    {
        var random = new Random(1);
        float[] Numbers(int floats) => [.. Enumerable.Range(0, floats * count).Select(_ => random.NextSingle())];
        float[] inputs = Numbers(network.InputFloats);
        return network.Description.TargetIndices.Length > 0
            ? Dataset.FromArrays(inputs, network.Description.InputShape, [.. Enumerable.Range(0, count).Select(i => i % 10)])
            : Dataset.FromArrays(inputs, network.Description.InputShape, Numbers(network.TargetFloats));
    }
}
