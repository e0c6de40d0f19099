using NetCompiler.Tests.Shared;

namespace NetCompiler.Distributed.Tests;

/// <summary>What a step costs beside the work on its samples.</summary>
public sealed class TrafficTests
{
    private const int Few = 20, Many = 220;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_step_sends_no_more_than_gradients_and_parameters_once(int ranks)
    {
        ExpectNoMore(ranks, () => new Wide(seed: 1));

        // With padding in nearly every row, which stays at home.
        ExpectNoMore(ranks, () => new Ragged(seed: 1));
    }

    private static void ExpectNoMore(int ranks, Func<TrainableNetwork> make)
    {
        TrainableNetwork network = make();
        int batch = 16 * network.Description.TrainingMicroBatch;
        long parameters = network.Parameters.Sum(parameter => (long)parameter.Count);
        double most = 2.0 * parameters * sizeof(float) * (ranks - 1) / ranks;

        // Half of it are gradients as they are. Parameters take three bytes or two for a change, which leaves room for losses and rank 0's news.
        foreach (double sent in Together.Run(ranks, exchange => Measure(make, exchange, batch, counter => counter.Bytes)))
        {
            Assert.InRange(sent, most * 0.49, most);
        }
    }

    [Fact]
    public void A_step_of_ranks_allocates_no_more_than_one_of_a_process_alone()
    {
        int batch = 16 * new Wide(seed: 1).Description.TrainingMicroBatch;
        double alone = LeastAllocated(null, batch);
        foreach (double together in Together.Run(2, exchange => LeastAllocated(exchange, batch)))
        {
            Assert.InRange(together, 0, alone + 64);
        }
    }

    /// <summary>The least of some runs: waiting for a lock allocates now and then, but what a step itself needs it needs each time.</summary>
    private static double LeastAllocated(IGradientExchange? exchange, int batch) =>
        Enumerable.Range(0, 5).Min(_ => Measure(() => new Wide(seed: 1), exchange, batch, _ => GC.GetAllocatedBytesForCurrentThread()));

    /// <summary>What a step adds to a count: what a run does before its first and after its last one is the same for few and many.</summary>
    private static double Measure(Func<TrainableNetwork> make, IGradientExchange? exchange, int batch, Func<Counted, long> count)
    {
        var counter = new Counted(exchange);
        TrainableNetwork network = make();
        Dataset data = Together.Data(network, batch);
        long Run(int steps)
        {
            long before = count(counter);
            network.Fit(data.Repeat(steps), new FitOptions
            {
                BatchSize = batch, Shuffle = false, Verbose = false, Threads = 1, Exchange = exchange is null ? null : counter, Optimizer = new Sgd(),
            });
            return count(counter) - before;
        }

        Run(Few);
        return (Run(Many) - (double)Run(Few)) / (Many - Few);
    }

    /// <summary>Counts what is sent.</summary>
    private sealed class Counted(IGradientExchange? exchange) : IGradientExchange
    {
        public long Bytes { get; private set; }

        public int Rank => exchange!.Rank;

        public int Ranks => exchange!.Ranks;

        public void Exchange(ReadOnlySpan<ExchangeBlock> sends, ReadOnlySpan<ExchangeBlock> receives)
        {
            foreach (ExchangeBlock block in sends)
            {
                Bytes += (long)block.Floats * sizeof(float);
            }

            exchange!.Exchange(sends, receives);
        }

        public void Fail(Exception error) => exchange!.Fail(error);
    }
}
