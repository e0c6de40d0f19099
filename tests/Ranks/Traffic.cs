namespace NetCompiler.Ranks;

/// <summary>What a training step sends and allocates.</summary>
internal static class Traffic
{
    private const int Few = 2, Many = 6;

    /// <summary>Prints, for this rank, all bytes that a step has sent, beside those that gradients and parameters as they are would take.</summary>
    public static void Print(Job job, MpiExchange exchange)
    {
        // What a run sends before its first step and after its last is the same for both.
        Measure(job, exchange, Few);
        (long sent, long allocated) few = Measure(job, exchange, Few), many = Measure(job, exchange, Many);
        long floats = job.Make(1).Parameters.Where(parameter => parameter.Trainable).Sum(parameter => (long)parameter.Count);
        double most = 2.0 * floats * sizeof(float) * (exchange.Ranks - 1) / exchange.Ranks;
        double sent = (many.sent - few.sent) / (double)(Many - Few);
        Console.WriteLine(FormattableString.Invariant($"{job.Name}: rank {exchange.Rank} of {exchange.Ranks} sent {sent:0} bytes a step; ")
            + FormattableString.Invariant($"2 P 4 (R - 1) / R are {most:0} ({100 * sent / most:0.00} %); ")
            + FormattableString.Invariant($"allocated {(many.allocated - few.allocated) / (Many - Few)} bytes a step"));
    }

    private static (long Sent, long Allocated) Measure(Job job, MpiExchange exchange, int steps)
    {
        TrainableNetwork network = job.Make(1);
        Dataset data = Job.Data(network, job.Batch * steps);
        (long sent, long allocated) = (exchange.BytesSent, GC.GetAllocatedBytesForCurrentThread());
        network.Fit(data, new FitOptions
        {
            BatchSize = job.Batch,
            Shuffle = false,
            Optimizer = job.MakeOptimizer(),
            Exchange = exchange,
            Threads = 1,
            Verbose = false,
        });
        return (exchange.BytesSent - sent, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
