namespace NetCompiler.Ranks;

/// <summary>A rank that cannot go on.</summary>
internal static class Failure
{
    private const int GoodSamples = 40;

    /// <summary>Trains until the last rank fails, or hangs.</summary>
    public static void Run(Job job, MpiExchange exchange, bool hangs)
    {
        TrainableNetwork network = job.Make(1);
        IDataSource data = Job.Data(network, job.Samples);
        if (exchange.Rank == exchange.Ranks - 1)
        {
            int samples = 0;
            data = data.Map((_, _, _) =>
            {
                if (++samples == GoodSamples)
                {
                    Break(hangs);
                }
            });
        }

        network.Fit(data, new FitOptions { Epochs = 50, BatchSize = job.Batch, Exchange = exchange, Threads = 1, Verbose = false });
    }

    private static void Break(bool hangs)
    {
        if (!hangs)
        {
            throw new IOException("The disk is gone.");
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
