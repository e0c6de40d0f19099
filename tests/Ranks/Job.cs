using Digits;
using MiniGpt;
using NetCompiler.Bits;
using NetCompiler.Tests.Shared;
using ResNet;
using WordVectorsSample;

namespace NetCompiler.Ranks;

/// <summary>A training on made-up samples, the same on every rank and every time.</summary>
/// <param name="Name">For people.</param>
/// <param name="Make">The network, from a seed.</param>
/// <param name="MakeOptimizer">What trains it.</param>
/// <param name="Samples">Not a multiple of the batch, so that an epoch's last step is another one.</param>
/// <param name="Batch">Samples of a step.</param>
internal sealed record Job(string Name, Func<int, TrainableNetwork> Make, Func<Optimizer> MakeOptimizer, int Samples, int Batch)
{
    public static readonly Job[] All =
    [
        new("digits", seed => new DigitClassifier(seed), () => new Adam(1e-3f), 150, 32),
        new("residual", seed => new ResidualDigits(seed), () => new Sgd(0.01f) { Momentum = 0.9f }, 80, 32),
        new("gpt", seed => new Gpt(seed), () => new AdamW(1e-3f) { WeightDecay = 0.1f, GlobalClipNorm = 1 }, 20, 8),
        new("words", seed => new SkipGram(seed), () => new Adam(1e-3f), 1200, 512),
    ];

    /// <summary>Made-up samples for a network.</summary>
    public static Dataset Data(TrainableNetwork network, int count)
    {
        float[] inputs = network.MakeInputs(count, seed: 1), targets = network.MakeTargets(count, seed: 2);
        return network.TargetFloats == 1 && network.Description.TargetIndices.Length > 0
            ? Dataset.FromArrays(inputs, network.Description.InputShape, Array.ConvertAll(targets, target => (int)target))
            : Dataset.FromArrays(inputs, network.Description.InputShape, targets);
    }

    /// <summary>Trains, and returns a hash of the weights and of the history.</summary>
    /// <param name="exchange">The other ranks; null for none.</param>
    /// <param name="epochs">Passes over the samples.</param>
    /// <param name="callbacks">What else is told of the run.</param>
    public string Run(IGradientExchange? exchange, int epochs, params Callback[] callbacks)
    {
        TrainableNetwork network = Make(exchange is null or { Rank: 0 } ? 1 : 2);
        History history = network.Fit(Data(network, Samples), new FitOptions
        {
            Epochs = epochs,
            BatchSize = Batch,
            Seed = 3,
            Optimizer = MakeOptimizer(),
            Exchange = exchange,
            Threads = exchange is null ? null : 1,
            Verbose = false,
            Callbacks = callbacks,
        });
        return Fnv.Of([.. network.Weights(), .. history["loss"].Select(loss => (float)loss)]);
    }
}
