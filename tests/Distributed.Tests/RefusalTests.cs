using NetCompiler.Tests.Shared;

namespace NetCompiler.Distributed.Tests;

/// <summary>Ranks that do not belong together, or of which one cannot go on.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Ranks_with_other_options_are_refused_before_the_first_step()
    {
        Exception?[] errors = Together.Try(LoopbackExchange.Create(3), exchange => Fit(exchange, batch: exchange.Rank == 2 ? 16 : 32));
        Assert.Contains("Rank 2 does not train what rank 0 does: it has 'BatchSize ",
            Assert.IsType<ArgumentException>(errors[2]).Message);
        Assert.Equal(2, Assert.IsType<ExchangeException>(errors[0]).Rank);
    }

    [Fact]
    public void A_rank_that_fails_is_named_by_all_others()
    {
        Exception?[] errors = Together.Try(LoopbackExchange.Create(4), exchange => Fit(exchange, onRead: () =>
        {
            if (exchange.Rank == 3)
            {
                throw new IOException("The disk is gone.");
            }
        }));
        Assert.IsType<IOException>(errors[3]);
        foreach (Exception? error in errors[..3])
        {
            Assert.Equal(3, Assert.IsType<ExchangeException>(error).Rank);
            Assert.Equal("Rank 3 of 4 cannot go on: The disk is gone.", error!.Message);
        }
    }

    [Fact]
    public void A_rank_that_hangs_is_named_after_the_time_limit()
    {
        using var end = new ManualResetEventSlim();
        Exception?[] errors = Together.Try(LoopbackExchange.Create(2, TimeSpan.FromSeconds(1)), exchange =>
        {
            try
            {
                Fit(exchange, onRead: () =>
                {
                    if (exchange.Rank == 1)
                    {
                        end.Wait();
                    }
                });
            }
            finally
            {
                end.Set();
            }
        });
        Assert.Equal(1, Assert.IsType<ExchangeException>(errors[0]).Rank);
        Assert.Contains("Rank 1 of 2 has not answered within 1 s.", errors[0]!.Message);
    }

    [Fact]
    public void The_state_of_an_optimizer_whose_run_failed_is_refused()
    {
        var optimizers = new Optimizer[2];
        Together.Try(LoopbackExchange.Create(2), exchange =>
        {
            optimizers[exchange.Rank] = new Adam();
            Fit(exchange, optimizer: optimizers[exchange.Rank], onStep: () => throw new OperationCanceledException());
        });
        Assert.Contains("is spread over the ranks", Assert.Throws<InvalidOperationException>(optimizers[0].OverwriteWithAverage).Message);
    }

    [Fact]
    public void An_exchange_with_impossible_ranks_is_refused() =>
        Assert.Contains("rank 2 of 2", Assert.Throws<ArgumentException>(() => Fit(new Impossible())).Message);

    private static void Fit(
        IGradientExchange exchange, int batch = 32, Action? onRead = null, Action? onStep = null, Optimizer? optimizer = null)
    {
        var network = new Classifier(seed: 1);

        // Four parts, so that each of up to four ranks reads some samples.
        batch *= 4 * network.Description.TrainingMicroBatch / 32;
        IDataSource data = Together.Data(network, 3 * batch);
        network.Fit(onRead is null ? data : data.Map((_, _, _) => onRead()), new FitOptions
        {
            BatchSize = batch, Exchange = exchange, Verbose = false, Optimizer = optimizer,
            Callbacks = [new LambdaCallback { BatchEnd = _ => onStep?.Invoke() }],
        });
    }

    private sealed class Impossible : IGradientExchange
    {
        public int Rank => 2;

        public int Ranks => 2;

        public void Exchange(ReadOnlySpan<ExchangeBlock> sends, ReadOnlySpan<ExchangeBlock> receives)
        {
        }

        public void Fail(Exception error)
        {
        }
    }
}
