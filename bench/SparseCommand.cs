using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>
/// Times training steps of skip-gram with sparse updates on a table of 1,000,000 rows and on one of 10,000, in turns, and the dense rule on the small
/// one. The work of a step must not depend on the table; how long memory takes to reach rows that lie far apart is the machine's.
/// </summary>
internal static class SparseCommand
{
    private const int BatchSize = 512, Batches = 40, Rounds = 8, Negatives = 5;

    public static void Run(int threads)
    {
        float[] targets = new float[BatchSize * (Negatives + 1)];
        for (int sample = 0; sample < BatchSize; sample++)
        {
            targets[sample * (Negatives + 1)] = 1;
        }

        Console.WriteLine($"microseconds of a step, batches of {BatchSize}, {threads} threads; by Zipf's law but the last row");
        Console.WriteLine($"{"rows read",-34} {"optimizer",-9} {"dense 10k",9} {"10k",7} {"1M",7} {"1M / 10k",9}");
        foreach (bool adam in new[] { false, true })
        {
            Print("the same in both tables", adam, threads, targets, rank => rank, rank => rank);
            Print("as many, all over each table", adam, threads, targets, rank => Scatter(rank), rank =>
                (Scatter(rank) * (LargeTable.Rows / SmallTable.Rows)) + (rank % 97));
            Print("anywhere, none more often", adam, threads, targets, null, null);
        }
    }

    private static void Print(string what, bool adam, int threads, float[] targets, Func<int, int>? small, Func<int, int>? large)
    {
        (TrainableNetwork Network, float[][] Batches, Optimizer Optimizer, List<double> Times)[] runs =
        [
            (new DenseTable(1), Draw(SmallTable.Rows, small), New(adam), []), (new SmallTable(1), Draw(SmallTable.Rows, small), New(adam), []),
            (new LargeTable(1), Draw(LargeTable.Rows, large), New(adam), []),
        ];
        for (int round = 0; round <= Rounds; round++)
        {
            foreach (var run in runs)
            {
                run.Network.ComputeThreads = threads;
                foreach (float[] batch in run.Batches)
                {
                    long start = Stopwatch.GetTimestamp();
                    run.Network.TrainStep(batch, targets, run.Optimizer);
                    run.Times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                }

                if (round == 0)
                {
                    run.Times.Clear();
                }
            }
        }

        double[] medians = Array.ConvertAll(runs, run => run.Times.Order().ElementAt(run.Times.Count / 2));
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-34} {(adam ? "Adam" : "SGD"),-9} {medians[0],9:F0} {medians[1],7:F0} {medians[2],7:F0} {medians[2] / medians[1],9:F2}"));
    }

    private static Optimizer New(bool adam) => adam ? new Adam() : new Sgd(0.025f);

    /// <summary>Words by rank, frequent ones first, that lie wherever a function says; or anywhere.</summary>
    private static float[][] Draw(int rows, Func<int, int>? placeOf)
    {
        var random = new Random(1);
        int Rank() => Math.Min((int)Math.Exp(random.NextDouble() * Math.Log(SmallTable.Rows)) - 1, SmallTable.Rows - 1);
        return [.. Enumerable.Range(0, Batches).Select(_ => Enumerable.Range(0, BatchSize * (Negatives + 2))
            .Select(_ => (float)(placeOf is null ? random.Next(rows) : placeOf(Rank()))).ToArray())];
    }

    /// <summary>Ranks in another order.</summary>
    private static int Scatter(int rank) => (int)((long)rank * 7919 % SmallTable.Rows);
}
