using NetCompiler.Tests.Shared;

namespace NetCompiler.Distributed.Tests;

/// <summary>Any number of ranks ends with what one process ends with.</summary>
public sealed class BitsTests
{
    private static readonly int[] _someRanks = [2, 3, 4, 8];

    /// <summary>All that a run leaves.</summary>
    private sealed record Outcome(float[] Weights, double[] History);

    [Fact]
    public void A_classifier_with_dropout_penalties_and_limits_has_the_bits_of_one_process() =>
        Compare(() => new Classifier(seed: 3), () => new Adam(1e-2f), pieces: 19, metrics: () => [new Accuracy()]);

    [Fact]
    public void A_normalised_network_has_the_bits_of_one_process() =>
        Compare(() => new Normalized(seed: 3), () => new Sgd(1e-2f) { Momentum = 0.9f }, pieces: 7);

    [Fact]
    public void Tables_with_sparse_updates_have_the_bits_of_one_process() =>
        Compare(() => new Tables(seed: 3), () => new Adam(1e-2f) { GlobalClipNorm = 0.05f }, pieces: 12);

    [Fact]
    public void States_that_go_on_have_the_bits_of_one_process() =>
        Compare(() => new Following(seed: 3), () => new RmsProp(1e-2f), pieces: 8, shuffle: false);

    [Fact]
    public void A_loss_whose_places_do_not_all_count_has_the_bits_of_one_process() =>
        Compare(() => new Masked(seed: 3), () => new Nadam(1e-2f), pieces: 19);

    [Fact]
    public void More_ranks_than_parts_have_the_bits_of_one_process() =>
        Compare(() => new Classifier(seed: 3), () => new Adam(1e-2f), pieces: 1, metrics: () => [new Accuracy()]);

    [Fact]
    public void A_network_with_frozen_parameters_has_the_bits_of_one_process() =>
        Compare(() => Frozen(new Classifier(seed: 3), "dense/kernel"), () => new AdamW(1e-2f) { GlobalClipNorm = 0.05f }, pieces: 19);

    private static Classifier Frozen(Classifier network, string pattern)
    {
        network.Freeze(pattern);
        return network;
    }

    public static TheoryData<string> Optimizers => [.. _optimizers.Keys];

    private static readonly Dictionary<string, Func<Optimizer>> _optimizers = new()
    {
        ["clip value"] = () => new Adam(1e-2f) { ClipValue = 0.01f },
        ["clip norm"] = () => new Adam(1e-2f) { ClipNorm = 0.01f },
        ["global clip norm"] = () => new AdamW(1e-2f) { GlobalClipNorm = 0.01f },
        ["average"] = () => new Adam(1e-2f) { UseEma = true, EmaMomentum = 0.9f },
        ["average in force"] = () => new Sgd(1e-2f) { UseEma = true, EmaOverwriteFrequency = 3 },
        ["accumulation"] = () => new Adam(1e-2f) { GradientAccumulationSteps = 3, UseEma = true },
        ["decay"] = () => new Sgd(1e-2f) { WeightDecay = 0.01f, Rule = UpdateRule.PyTorch },
        ["schedule"] = () => new Adam(new CosineDecay(1e-2f, 5)),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizers_have_the_bits_of_one_process(string name) =>
        Compare(() => new Classifier(seed: 3), _optimizers[name], pieces: 19);

    [Fact]
    public void Weights_of_samples_and_of_classes_count_as_in_one_process()
    {
        Outcome Run(IGradientExchange? exchange)
        {
            var network = new Classifier(seed: 4);
            int[] labels = Array.ConvertAll(network.MakeTargets(90, 2), target => (int)target);
            IDataSource data = Dataset.FromArrays(network.MakeInputs(90, 1), [11], labels)
                .WithWeights([.. Enumerable.Range(1, 90).Select(i => i / 50f)]);
            return Fit(network, data, exchange, new FitOptions
            {
                BatchSize = 32, Epochs = 2, Verbose = false, Exchange = exchange, ClassWeights = new Dictionary<int, float> { [1] = 2.5f },
            });
        }

        Check(Run);
    }

    [Fact]
    public void Sources_that_do_not_know_their_length_are_read_whole()
    {
        Outcome Run(IGradientExchange? exchange)
        {
            var network = new Classifier(seed: 4);
            return Fit(network, new Unknown(Together.Data(network, 90)), exchange, new FitOptions
            {
                BatchSize = 32, Epochs = 2, Verbose = false, Exchange = exchange, Validation = new Unknown(Together.Data(network, 30)),
                Metrics = [new Accuracy()],
            });
        }

        Check(Run);
    }

    /// <param name="make">The network.</param>
    /// <param name="optimizer">What trains it.</param>
    /// <param name="pieces">Calls of the kernels for a batch; the last one has fewer samples, as has each epoch's last batch.</param>
    /// <param name="shuffle">Whether epochs are shuffled; where they are not, all batches have one size.</param>
    /// <param name="metrics">What is measured.</param>
    private static void Compare(
        Func<TrainableNetwork> make, Func<Optimizer> optimizer, int pieces, bool shuffle = true, Func<Metric[]>? metrics = null)
    {
        Outcome Run(IGradientExchange? exchange)
        {
            TrainableNetwork network = make();
            int batch = (pieces * network.Description.TrainingMicroBatch) - 1, samples = (2 * batch) + (shuffle ? batch / 2 : 0);
            return Fit(network, Together.Data(network, samples), exchange, new FitOptions
            {
                BatchSize = batch,
                Epochs = 3,
                Shuffle = shuffle,
                Seed = 7,
                Optimizer = optimizer(),
                Metrics = metrics?.Invoke() ?? [],
                Validation = Together.Data(network, 700, seed: 2),
                Verbose = false,
                Exchange = exchange,
            });
        }

        Check(Run);
    }

    private static Outcome Fit(TrainableNetwork network, IDataSource data, IGradientExchange? exchange, FitOptions options)
    {
        float[] before = network.Weights();
        if (exchange is { Rank: > 0 })
        {
            // Only rank 0's first values count.
            network.Parameters[0].CopyFrom(new float[network.Parameters[0].Count]);
        }

        History history = network.Fit(data, options);
        Assert.NotEqual(before, network.Weights());
        return new Outcome(network.Weights(), [.. history.Names.SelectMany(name => history[name])]);
    }

    private static void Check(Func<IGradientExchange?, Outcome> run)
    {
        Outcome one = run(null);
        Assert.NotEmpty(one.History);
        foreach (int ranks in _someRanks)
        {
            foreach (Outcome outcome in Together.Run(ranks, run))
            {
                Assert.Equal(one.Weights, outcome.Weights);
                Assert.Equal(one.History, outcome.History);
            }
        }
    }

    /// <summary>A source that only reading to the end tells the length of.</summary>
    private sealed class Unknown(Dataset data) : IDataSource
    {
        public ReadOnlySpan<int> InputShape => data.InputShape;

        public int InputFloats => data.InputFloats;

        public int TargetFloats => data.TargetFloats;

        public long? Count => null;

        public ISampleReader Read(DataPass pass) => data.Read(pass);
    }
}
