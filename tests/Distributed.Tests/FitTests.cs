using NetCompiler.Runtime.Tests;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Distributed.Tests;

/// <summary>What belongs to a run beside its numbers.</summary>
public sealed class FitTests : IDisposable
{
    private const int Samples = 70;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(2, 3)]
    [InlineData(8, 2)]
    public void A_run_that_was_stopped_goes_on_with_any_number_of_ranks(int before, int after)
    {
        float[] whole = Fit(null, [])[..];
        string file = _folder["run.state"];
        var stop = new LambdaCallback { BatchEnd = context => Die(context.TotalSteps == 5) };
        Exception?[] errors = Together.Try(LoopbackExchange.Create(before), exchange => Fit(exchange, [Backup(file), stop]));
        Assert.IsType<OperationCanceledException>(errors[0]);
        Assert.All(errors[1..], error => Assert.Equal(0, Assert.IsType<ExchangeException>(error).Rank));

        foreach (float[] weights in Together.Run(after, exchange => Fit(exchange, [Backup(file), new LambdaCallback()], seed: 9)))
        {
            Assert.Equal(whole, weights);
        }
    }

    [Fact]
    public void States_of_layers_that_go_on_are_saved_for_any_number_of_ranks()
    {
        string file = _folder["run.state"];
        float[] Run(IGradientExchange? exchange, int epochs)
        {
            var network = new Following(seed: 3);
            network.Fit(Together.Data(network, 40), new FitOptions
            {
                Epochs = epochs, BatchSize = 20, Shuffle = false, Verbose = false, Exchange = exchange,
                Callbacks = [new BackupAndRestore(file) { DeleteCheckpoint = false }],
            });
            return network.Weights();
        }

        float[] whole = Run(null, 3);
        File.Delete(file);
        Together.Run(4, exchange => Run(exchange, 2));
        Assert.All(Together.Run(2, exchange => Run(exchange, 3)), weights => Assert.Equal(whole, weights));
    }

    [Fact]
    public void Only_rank_0_calls_callbacks_and_prints()
    {
        string[] printed = Together.Run(3, exchange =>
        {
            using var output = new StringWriter();
            int calls = 0;
            var network = new Classifier(seed: 1);
            network.Fit(Together.Data(network, Samples), new FitOptions
            {
                Exchange = exchange, Output = output, Callbacks = [new LambdaCallback { BatchEnd = _ => calls++ }],
            });
            return $"{calls} {output.ToString().Length > 0}";
        });
        Assert.Equal(["3 True", "0 False", "0 False"], printed);
    }

    [Fact]
    public void What_callbacks_change_holds_on_all_ranks()
    {
        float[] Run(IGradientExchange? exchange)
        {
            var network = new Classifier(seed: 1);
            network.Fit(Together.Data(network, Samples), new FitOptions
            {
                Epochs = 4,
                Exchange = exchange,
                Verbose = false,
                Callbacks =
                [
                    new LambdaCallback
                    {
                        BatchBegin = context => context.Optimizer.LearningRate = 0.001f * (1 + context.TotalSteps),
                        EpochEnd = context => Change(context),
                        TrainEnd = context => context.Network.Parameters[1].CopyFrom(new float[context.Network.Parameters[1].Count]),
                    },
                ],
            });
            return network.Weights();
        }

        float[] whole = Run(null);
        Assert.All(Together.Run(4, Run), weights => Assert.Equal(whole, weights));
    }

    [Fact]
    public void Cancellation_of_rank_0_ends_all_after_the_same_step()
    {
        using var source = new CancellationTokenSource();
        (bool, float[])[] all = Together.Run(3, exchange =>
        {
            var network = new Classifier(seed: 1);
            History history = network.Fit(Together.Data(network, Samples), new FitOptions
            {
                Epochs = 4,
                Exchange = exchange,
                Verbose = false,
                Callbacks = [new LambdaCallback { BatchEnd = context => Cancel(context, source) }],
            }, exchange.Rank == 0 ? source.Token : default);
            return (history.IsCancelled, network.Weights());
        });
        Assert.All(all, rank => Assert.True(rank.Item1));
        Assert.All(all, rank => Assert.Equal(all[0].Item2, rank.Item2));
    }

    [Fact]
    public void The_optimizer_is_whole_after_a_run()
    {
        float[] Run(IGradientExchange? exchange)
        {
            var network = new Tables(seed: 1);
            var optimizer = new Adam(0.01f) { UseEma = true };
            var options = new FitOptions { Optimizer = optimizer, Exchange = exchange, Verbose = false };
            network.Fit(Together.Data(network, Samples), options);
            network.Fit(Together.Data(network, Samples), new FitOptions { Optimizer = optimizer, Verbose = false });
            network.SaveTrainingState(_folder[$"{exchange?.Rank ?? -1}"], optimizer);
            return network.Weights();
        }

        float[] whole = Run(null);
        Assert.All(Together.Run(2, Run), weights => Assert.Equal(whole, weights));
        byte[] expected = File.ReadAllBytes(_folder["-1"]);
        Assert.All(new[] { "0", "1" }, rank => Assert.Equal(expected, File.ReadAllBytes(_folder[rank])));
    }

    [Fact]
    public void Values_that_are_not_finite_are_found_wherever_they_are()
    {
        string[] found = Together.Run(4, exchange =>
        {
            var network = new Normalized(seed: 1) { CheckFinite = true };
            float[] inputs = network.MakeInputs(64, 1);
            inputs[(50 * network.InputFloats) + 3] = float.NaN;
            Dataset data = Dataset.FromArrays(inputs, network.Description.InputShape, network.MakeTargets(64, 2));
            return Assert.Throws<NonFiniteException>(() =>
                network.Fit(data, new FitOptions { BatchSize = 64, Shuffle = false, Exchange = exchange, Verbose = false })).Message;
        });
        Assert.All(found, message => Assert.Contains("sample 50", message));
    }

    private static void Change(TrainingContext context)
    {
        if (context.Epoch == 1)
        {
            context.Network.Parameters[0].CopyFrom([.. context.Network.Parameters[0].Values().Select(value => value / 2)]);
        }

        if (context.Epoch == 2)
        {
            context.StopTraining();
        }
    }

    private static void Cancel(TrainingContext context, CancellationTokenSource source)
    {
        if (context.TotalSteps == 5)
        {
            source.Cancel();
        }
    }

    private static void Die(bool now)
    {
        if (now)
        {
            throw new OperationCanceledException();
        }
    }

    private static BackupAndRestore Backup(string file) => new(file) { SaveFrequency = SaveFrequency.EverySteps(2) };

    private static float[] Fit(IGradientExchange? exchange, Callback[] callbacks, int seed = 1)
    {
        var network = new Normalized(exchange is null or { Rank: 0 } ? seed : seed + 1);
        network.Fit(Together.Data(network, Samples), new FitOptions
        {
            Epochs = 3, BatchSize = 32, Verbose = false, Exchange = exchange, Callbacks = callbacks,
            Optimizer = new Adam(0.01f) { UseEma = true, EmaMomentum = 0.8f },
        });
        return network.Weights();
    }
}
