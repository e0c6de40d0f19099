namespace NetCompiler.Distributed.Tests;

/// <summary>The exchange itself, without a network.</summary>
public sealed unsafe class LoopbackTests
{
    [Fact]
    public void Blocks_arrive_in_the_order_in_which_they_were_sent()
    {
        float[][] received = Together.Run(3, exchange =>
        {
            float[] own = GC.AllocateArray<float>(4, pinned: true), others = GC.AllocateArray<float>(8, pinned: true);
            own.AsSpan().Fill(exchange.Rank);
            own[3] = 10 + exchange.Rank;
            fixed (float* from = own, to = others)
            {
                int next = (exchange.Rank + 1) % 3, before = (exchange.Rank + 2) % 3;
                exchange.Exchange(
                    [new ExchangeBlock(next, from, 3), new ExchangeBlock(next, from + 3, 1)],
                    [new ExchangeBlock(before, to + 1, 3), new ExchangeBlock(before, to + 6, 1)]);
            }

            return others;
        });
        Assert.Equal([0f, 2, 2, 2, 0, 0, 12, 0], received[0]);
        Assert.Equal([0f, 1, 1, 1, 0, 0, 11, 0], received[2]);
    }

    [Fact]
    public void Who_does_not_answer_is_named()
    {
        Exception?[] errors = Together.Try(LoopbackExchange.Create(3, TimeSpan.FromMilliseconds(200)), exchange =>
        {
            float[] value = GC.AllocateArray<float>(1, pinned: true);
            fixed (float* start = value)
            {
                if (exchange.Rank != 1)
                {
                    exchange.Exchange([], [new ExchangeBlock(1, start, 1)]);
                }
            }
        });
        foreach (Exception? error in new[] { errors[0], errors[2] })
        {
            Assert.Equal(1, Assert.IsType<ExchangeException>(error).Rank);
            Assert.Contains("Rank 1 of 3 has not answered within 0.2 s.", error!.Message);
        }
    }

    [Fact]
    public void Blocks_that_are_longer_than_expected_are_refused()
    {
        Exception?[] errors = Together.Try(LoopbackExchange.Create(2), exchange =>
        {
            float[] values = GC.AllocateArray<float>(4, pinned: true);
            fixed (float* start = values)
            {
                ExchangeBlock block = new(1 - exchange.Rank, start, exchange.Rank == 0 ? 3 : 2);
                exchange.Exchange(exchange.Rank == 0 ? [block] : [], exchange.Rank == 0 ? [] : [block]);
            }
        });
        Assert.Equal("Rank 1 expected at most 2 floats of rank 0; got 3. All ranks must make the same calls.", errors[1]!.Message);
    }

    [Fact]
    public void A_shorter_block_leaves_the_rest_as_it_was()
    {
        float[][] values = [[1, 2, 3, 4], [5, 6, 7, 8]];
        Together.Run(ranks: 2, exchange =>
        {
            float[] own = GC.AllocateArray<float>(4, pinned: true);
            values[exchange.Rank].CopyTo(own, 0);
            fixed (float* start = own)
            {
                ExchangeBlock block = new(1 - exchange.Rank, start, exchange.Rank == 0 ? 3 : 4);
                exchange.Exchange(exchange.Rank == 0 ? [block] : [], exchange.Rank == 0 ? [] : [block]);
            }

            return values[exchange.Rank] = own;
        });
        Assert.Equal([1, 2, 3, 8], values[1]);
    }

    [Fact]
    public void A_rank_sends_nothing_to_itself()
    {
        Assert.Throws<ArgumentException>(() =>
        {
            float value = 0;
            LoopbackExchange.Create(1)[0].Exchange([new ExchangeBlock(0, &value, 1)], []);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopbackExchange.Create(0));
    }
}
