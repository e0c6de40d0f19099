using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Parameters that are frozen while a program runs, against layers that were compiled without training.</summary>
public sealed class FreezeTests
{
    private const int Batch = 9;

    public static TheoryData<string> Optimizers => [.. Makers.Keys];

    private static Dictionary<string, Func<Optimizer>> Makers { get; } = new()
    {
        ["SGD"] = () => new Sgd(0.05f),
        ["SGD with momentum and decay"] = () => new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.1f },
        ["SGD, decay after PyTorch"] = () => new Sgd(0.05f) { WeightDecay = 0.1f, Rule = UpdateRule.PyTorch },
        ["Adam"] = () => new Adam(0.05f) { ClipValue = 0.01f },
        ["AdamW"] = () => new AdamW(0.05f) { UseEma = true },
        ["RMSprop"] = () => new RmsProp(0.05f) { GradientAccumulationSteps = 2 },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Is_to_the_bit_what_a_layer_without_training_is(string optimizer)
    {
        var compiled = new HalfFrozen(seed: 3);
        var network = new FrozenLater(seed: 3);
        Assert.Equal(2, network.Freeze("dense/*"));
        Train(compiled, Makers[optimizer](), steps: 6);
        Train(network, Makers[optimizer](), steps: 6);
        Assert.Equal(compiled.Weights(), network.Weights());
    }

    [Fact]
    public void Norms_leave_frozen_parameters_out()
    {
        var compiled = new HalfFrozen(seed: 3);
        var network = new FrozenLater(seed: 3);
        network.Freeze("dense/*");
        Train(compiled, new Sgd(0.05f) { GlobalClipNorm = 0.1f }, steps: 6);
        Train(network, new Sgd(0.05f) { GlobalClipNorm = 0.1f }, steps: 6);
        float[] expected = compiled.Weights(), found = network.Weights();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-6f);
        }
    }

    [Fact]
    public void Losses_leave_penalties_of_frozen_parameters_out()
    {
        var compiled = new HalfFrozen(seed: 3);
        var network = new FrozenLater(seed: 3);
        float[] inputs = network.MakeInputs(Batch, 1), targets = network.MakeTargets(Batch, 2);
        float all = network.EvaluateLoss(inputs, targets);
        network.Freeze("dense/*");
        Assert.Equal(compiled.EvaluateLoss(inputs, targets), network.EvaluateLoss(inputs, targets));
        network.Unfreeze();
        Assert.Equal(all, network.EvaluateLoss(inputs, targets));
        Assert.NotEqual(all, compiled.EvaluateLoss(inputs, targets));
    }

    [Fact]
    public void Gradients_are_computed_and_a_step_leaves_zeros()
    {
        var network = new FrozenLater(seed: 3);
        network.Freeze("dense/kernel");
        float[] inputs = network.MakeInputs(Batch, 1), targets = network.MakeTargets(Batch, 2);
        network.ComputeGradients(inputs, targets);
        Assert.Contains(Gradient(network, "dense/kernel"), value => value != 0);
        network.TrainStep(inputs, targets, new Sgd(0.1f));
        Assert.All(Gradient(network, "dense/kernel"), value => Assert.Equal(0, value));
        Assert.Contains(Gradient(network, "dense/bias"), value => value != 0);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        float[] Trained(int threads)
        {
            var network = new FrozenBetween(seed: 1) { ComputeThreads = threads };
            network.Freeze("dense_1/*");
            network.Freeze("dense_3/bias");
            float[] before = Values(network, "dense_1/kernel");
            Train(network, new Adam(0.01f), steps: 3, batch: 70);
            Assert.Equal(before, Values(network, "dense_1/kernel"));
            Assert.All(Values(network, "dense_3/bias"), value => Assert.Equal(0, value));
            Assert.NotEqual(new FrozenBetween(seed: 1).Weights(), network.Weights());
            return network.Weights();
        }

        Assert.Equal(Trained(1), Trained(2));
    }

    [Fact]
    public void Rows_of_a_frozen_table_stay()
    {
        var network = new SparsePair(seed: 1);
        network.Freeze("left/*");
        float[] left = Values(network, "left/embeddings"), right = Values(network, "right/embeddings");
        Train(network, new Adam(0.05f) { WeightDecay = 0.1f }, steps: 3);
        Assert.Equal(left, Values(network, "left/embeddings"));
        Assert.NotEqual(right, Values(network, "right/embeddings"));
    }

    [Fact]
    public void Limits_leave_frozen_parameters_alone()
    {
        var network = new Limited(seed: 1);
        Parameter kernel = Named(network, "dense/kernel");
        float[] large = [.. Enumerable.Repeat(1f, kernel.Count)];
        kernel.CopyFrom(large);
        network.Freeze("dense/*");
        Train(network, new Sgd(0.01f), steps: 1);
        Assert.Equal(large, Values(network, "dense/kernel"));
        network.Unfreeze("dense/*");
        Train(network, new Sgd(0.01f), steps: 1);
        Assert.NotEqual(large, Values(network, "dense/kernel"));
    }

    [Fact]
    public void A_callback_unfreezes_from_epoch_to_epoch()
    {
        var network = new TinyClassifier(seed: 1);
        network.Freeze("dense/*");
        float[] before = Values(network, "dense/kernel");
        float[]? between = null;
        network.Fit(TinyData.Classes(40), new FitOptions
        {
            Epochs = 2,
            Verbose = false,
            Callbacks = [new LambdaCallback
            {
                EpochEnd = context =>
                {
                    between ??= Values(network, "dense/kernel");
                    network.Unfreeze("*");
                },
            }],
        });
        Assert.Equal(before, between);
        Assert.NotEqual(before, Values(network, "dense/kernel"));
    }

    [Fact]
    public void Says_what_there_is_where_nothing_is_meant()
    {
        var network = new TinyRegression();
        ArgumentException error = Assert.Throws<ArgumentException>(() => network.Freeze("encoder/*"));
        Assert.StartsWith("'TinyRegression' has no parameter with a name like 'encoder/*'; it has dense/kernel, dense/bias.", error.Message);
    }

    [Fact]
    public void The_summary_counts_frozen_parameters()
    {
        var network = new TinyRegression();
        Assert.Equal(1, network.Freeze("*/kernel"));
        Assert.Equal([true, false], network.Parameters.Select(parameter => parameter.IsFrozen));
        Assert.Contains("Trainable params: 1 ", network.Summary());
        Assert.Contains("Non-trainable params: 2 ", network.Summary());
    }

    private static void Train(TrainableNetwork network, Optimizer optimizer, int steps, int batch = Batch)
    {
        for (int step = 0; step < steps; step++)
        {
            network.TrainStep(network.MakeInputs(batch, step), network.MakeTargets(batch, step + 100), optimizer);
        }
    }

    private static float[] Values(CompiledNetwork network, string name) => Named(network, name).Values();

    private static float[] Gradient(CompiledNetwork network, string name) => Named(network, name).Gradient();

    private static Parameter Named(CompiledNetwork network, string name) => network.Parameters.Single(parameter => parameter.Name == name);
}
