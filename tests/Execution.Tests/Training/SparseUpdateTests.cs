using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Tables of which a training step touches only the rows that it reads, against their twins with the dense rule.</summary>
public sealed class SparseUpdateTests : IDisposable
{
    /// <summary>More than 64 micro-batches in each of eight parts.</summary>
    private const int Many = 35_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-");

    public static TheoryData<string, Func<Optimizer>> Optimizers => new()
    {
        { "SGD", () => new Sgd(0.1f) },
        { "momentum", () => new Sgd(0.1f) { Momentum = 0.9f, Nesterov = true } },
        { "Adam", () => new Adam(0.01f) },
        { "AMSGrad", () => new Adam(0.01f) { AmsGrad = true, Rule = UpdateRule.PyTorch } },
        { "RMSprop", () => new RmsProp(0.01f) { Momentum = 0.5f, Centered = true } },
        { "Adagrad", () => new Adagrad(0.01f) },
        { "Adadelta", () => new Adadelta(1) },
        { "Nadam", () => new Nadam(0.01f) },
        { "RAdam", () => new RAdam(0.01f) },
        { "limited values", () => new Adam(0.01f) { ClipValue = 0.01f } },
        { "limited norms", () => new Adam(0.01f) { ClipNorm = 0.01f } },
        { "a limited norm", () => new Adam(0.01f) { GlobalClipNorm = 0.01f } },
    };

    public static TheoryData<string, Func<Optimizer>> WithoutState => new()
    {
        { "SGD", () => new Sgd(0.5f) },
        { "limited values", () => new Sgd(0.5f) { ClipValue = 0.003f } },
        { "limited norms", () => new Sgd(0.5f) { ClipNorm = 0.02f } },
        { "accumulated", () => new Sgd(0.5f) { GradientAccumulationSteps = 3 } },
        { "accumulated and limited", () => new Sgd(0.5f) { GradientAccumulationSteps = 2, ClipNorm = 0.02f } },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(WithoutState))]
    public void Without_state_the_bits_are_those_of_the_dense_rule(string what, Func<Optimizer> optimizer)
    {
        Assert.NotEmpty(what);
        foreach (int samples in new[] { 1, 7, 64, 65, 1000 })
        {
            AssertSameBits(new SparsePair(1), new DensePair(1), samples, steps: 6, optimizer);
        }
    }

    [Fact]
    public void Batches_of_many_micro_batches_have_the_bits_of_the_dense_rule() =>
        AssertSameBits(new SparsePair(1), new DensePair(1), Many, steps: 2, () => new Sgd(0.5f));

    [Fact]
    public void Phases_have_the_bits_of_the_dense_rule() =>
        AssertSameBits(new SparsePhases(1), new DensePhases(1), 300, steps: 3, () => new Sgd(0.5f));

    /// <summary>All state begins alike, and a gradient of 0 moves nothing at first.</summary>
    [Theory, MemberData(nameof(Optimizers))]
    public void The_first_step_of_each_optimizer_has_the_bits_of_the_dense_rule(string what, Func<Optimizer> optimizer)
    {
        Assert.NotEmpty(what);
        var (sparse, dense) = (new SparsePair(1), new DensePair(1));
        Step(sparse, optimizer(), 20, seed: 3);
        Step(dense, optimizer(), 20, seed: 3);
        if (what == "a limited norm")
        {
            AssertClose(dense.Weights(), sparse.Weights(), 1e-6);
        }
        else
        {
            Assert.Equal(dense.Weights(), sparse.Weights());
        }
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Rows_that_a_step_does_not_read_stay_and_threads_change_nothing(string what, Func<Optimizer> optimizer)
    {
        Assert.NotEmpty(what);
        (SparsePair one, SparsePair two) = (new(1) { ComputeThreads = 1 }, new(1) { ComputeThreads = 2 });
        (Optimizer first, Optimizer second) = (optimizer(), optimizer());
        for (int step = 0; step < 4; step++)
        {
            float[] before = Table(one, "right");
            float[] inputs = Inputs(one, 6 + (10_000 * (step % 2)), seed: step, height: 10 + (10 * step));
            float[] targets = one.MakeTargets(inputs.Length / one.InputFloats, step);
            one.TrainStep(inputs, targets, first);
            two.TrainStep(inputs, targets, second);
            float[] after = Table(one, "right");
            Assert.Equal(before[((10 + (10 * step)) * 19)..], after[((10 + (10 * step)) * 19)..]);
            Assert.NotEqual(before, after);
        }

        Assert.Equal(one.Weights(), two.Weights());
    }

    [Theory]
    [InlineData(0f, 1)]
    [InlineData(0.01f, 1)]
    [InlineData(0f, 3)]
    public void Adam_is_lazy(float decay, int accumulated)
    {
        var (network, dense) = (new SparseShared(1), new DenseShared(1));
        var optimizer = new AdamW(0.02f) { WeightDecay = decay, GradientAccumulationSteps = accumulated > 1 ? accumulated : null };
        var reference = new LazyAdam(Table(network, "words"), rows: 40, 0.02, decay);
        for (int step = 0; step < 18; step++)
        {
            float[] inputs = Inputs(network, 3, seed: step, height: 40), targets = network.MakeTargets(3, step);
            dense.Parameters[0].CopyFrom(Table(network, "words"));
            dense.ComputeGradients(inputs, targets);
            reference.Add(dense.Parameters[0].Gradient(), inputs);
            if ((step + 1) % accumulated == 0)
            {
                reference.Step(accumulated);
            }

            network.TrainStep(inputs, targets, optimizer);
            AssertClose([.. reference.Values.Select(value => (float)value)], Table(network, "words"), 2e-6);
        }
    }

    [Fact]
    public void The_gradient_is_shown_as_large_as_the_table()
    {
        var (network, dense) = (new SparseShared(1), new DenseShared(1));
        Assert.All(network.Parameters[0].Gradient(), gradient => Assert.Equal(0, gradient));
        float[] inputs = Inputs(network, 30, seed: 1, height: 40), targets = network.MakeTargets(30, 1);
        Assert.Equal(dense.ComputeGradients(inputs, targets), network.ComputeGradients(inputs, targets));
        AssertClose(dense.Parameters[0].Gradient(), network.Parameters[0].Gradient(), 1e-6);
    }

    [Fact]
    public void An_average_moves_with_the_rows_that_are_read()
    {
        var network = new SparseShared(1);
        var optimizer = new Sgd(0.5f) { UseEma = true, EmaMomentum = 0.75f };
        float[] begin = Table(network, "words");
        Step(network, optimizer, 2, seed: 1, height: 10);
        float[] first = Table(network, "words");
        Step(network, optimizer, 2, seed: 2, height: 1);
        float[] second = Table(network, "words");
        optimizer.OverwriteWithAverage();
        float[] average = Table(network, "words");
        Assert.Equal(begin[(10 * 6)..], average[(10 * 6)..]);
        Assert.Equal(first[6..(10 * 6)], average[6..(10 * 6)]);
        AssertClose([.. first.Zip(second, (a, b) => (0.75f * a) + (0.25f * b)).Take(6)], average[..6], 1e-6);
    }

    [Fact]
    public void An_average_that_replaces_the_parameters_within_steps_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            Step(new SparseShared(1), new Sgd(0.5f) { UseEma = true, EmaOverwriteFrequency = 2 }, 2, seed: 1));
        Assert.Equal("EmaOverwriteFrequency changes every row of 'words/embeddings' in one step, which has SparseUpdates. Leave it null: the average "
            + "replaces the parameters when training ends, or when OverwriteWithAverage is called.", error.Message);
    }

    [Fact]
    public void Norms_are_limited_of_rows_that_are_read()
    {
        var network = new SparseLimited(1);
        float[] before = network.Parameters[0].Values();
        Step(network, new Sgd(0.1f), 5, seed: 1, height: 20);
        float[] after = network.Parameters[0].Values();
        Assert.Equal(before[(20 * 3)..], after[(20 * 3)..]);
        for (int row = 0; row < 20; row++)
        {
            if (!before.AsSpan(row * 3, 3).SequenceEqual(after.AsSpan(row * 3, 3)))
            {
                Assert.True(Math.Sqrt(after.Skip(row * 3).Take(3).Sum(value => (double)value * value)) <= 0.05 + 1e-6);
            }
        }
    }

    [Fact]
    public void A_table_that_is_not_trained_has_no_updates()
    {
        var network = new SparseFrozen(1);
        float[] before = network.Parameters[0].Values();
        Step(network, new Adam(0.1f), 5, seed: 1);
        Assert.Equal(before, network.Parameters[0].Values());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_saved_state_goes_on_with_the_same_bits(int stepsBefore)
    {
        static Adam Optimizer() => new(0.01f) { GradientAccumulationSteps = 3, UseEma = true };
        (SparsePair whole, Adam optimizer) = (new SparsePair(1), Optimizer());
        string state = Path.Combine(_folder.FullName, "state");
        for (int step = 0; step < 11; step++)
        {
            if (step == stepsBefore)
            {
                whole.SaveTrainingState(state, optimizer);
            }

            Step(whole, optimizer, 4, seed: step);
        }

        (SparsePair resumed, Adam other) = (new SparsePair(2), Optimizer());
        resumed.LoadTrainingState(state, other);
        for (int step = stepsBefore; step < 11; step++)
        {
            Step(resumed, other, 4, seed: step);
        }

        Assert.Equal(whole.Weights(), resumed.Weights());
        optimizer.OverwriteWithAverage();
        other.OverwriteWithAverage();
        Assert.Equal(whole.Weights(), resumed.Weights());
    }

    [Fact]
    public void Weights_are_saved_and_loaded()
    {
        (SparsePair network, string path) = (new SparsePair(1), Path.Combine(_folder.FullName, "weights.safetensors"));
        Step(network, new Adam(0.01f), 9, seed: 1);
        network.Save(path);
        Assert.Equal(network.Weights(), SparsePair.Load(path).Weights());
        Assert.Equal(network.Weights(), DensePair.Load(path).Weights());
    }

    /// <summary>Rows of NaN would spread if a step so much as multiplied them by 0.</summary>
    [Fact]
    public void What_is_no_number_in_other_rows_reaches_nothing()
    {
        var network = new SparseLarge(1);
        float[] table = network.Parameters[0].Values();
        Array.Fill(table, float.NaN, 30 * 8, table.Length - (30 * 8));
        network.Parameters[0].CopyFrom(table);
        var optimizer = new AdamW(0.01f) { GlobalClipNorm = 1, UseEma = true, GradientAccumulationSteps = 2 };
        for (int step = 0; step < 4; step++)
        {
            Step(network, optimizer, 50, seed: step, height: 30);
        }

        Assert.All(network.Parameters[1].Values(), value => Assert.True(float.IsFinite(value)));
        Assert.All(network.Parameters[0].Values().Take(30 * 8), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        (SparsePair network, Adam optimizer) = (new SparsePair(1), new Adam());
        float[] inputs = Inputs(network, 100, seed: 1, height: 40), targets = network.MakeTargets(100, 1);
        Assert.Equal(0, Allocations.Least(5, () => network.TrainStep(inputs, targets, optimizer)));
    }

    private static void AssertSameBits(TrainableNetwork sparse, TrainableNetwork dense, int samples, int steps, Func<Optimizer> optimizer)
    {
        (Optimizer ofSparse, Optimizer ofDense) = (optimizer(), optimizer());
        for (int step = 0; step < steps; step++)
        {
            Step(sparse, ofSparse, samples, step);
            Step(dense, ofDense, samples, step);
        }

        Assert.Equal(dense.Weights(), sparse.Weights());
    }

    private static void Step(TrainableNetwork network, Optimizer optimizer, int samples, int seed, int height = 40) =>
        network.TrainStep(Inputs(network, samples, seed, height), network.MakeTargets(samples, seed), optimizer);

    private static float[] Inputs(TrainableNetwork network, int samples, int seed, int height)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples * network.InputFloats).Select(_ => (float)random.Next(height))];
    }

    private static float[] Table(CompiledNetwork network, string layer) =>
        network.Parameters.Single(parameter => parameter.Name == layer + "/embeddings").Values();

    private static void AssertClose(float[] expected, float[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance, $"{i}: expected {expected[i]}, found {found[i]}");
        }
    }

    /// <summary>
    /// Adam in double, of which a step changes the rows that were read since the last one: moments, decay and values; the number of steps counts all.
    /// </summary>
    private sealed class LazyAdam(float[] values, int rows, double rate, double decay)
    {
        private readonly double[] _first = new double[values.Length], _second = new double[values.Length], _sums = new double[values.Length];
        private readonly HashSet<int> _read = [];
        private int _steps;

        public double[] Values { get; } = [.. values.Select(value => (double)value)];

        public void Add(float[] gradient, float[] inputs)
        {
            _read.UnionWith(inputs.Select(input => (int)input));
            for (int i = 0; i < _sums.Length; i++)
            {
                _sums[i] += gradient[i];
            }
        }

        public void Step(int accumulated)
        {
            _steps++;
            int width = Values.Length / rows;
            foreach (int i in _read.SelectMany(row => Enumerable.Range(row * width, width)))
            {
                double gradient = _sums[i] / accumulated;
                Values[i] -= rate * decay * Values[i];
                _first[i] = (0.9 * _first[i]) + (0.1 * gradient);
                _second[i] = (0.999 * _second[i]) + (0.001 * gradient * gradient);
                double size = rate * Math.Sqrt(1 - Math.Pow(0.999, _steps)) / (1 - Math.Pow(0.9, _steps));
                Values[i] -= size * _first[i] / (Math.Sqrt(_second[i]) + 1e-7);
            }

            _read.Clear();
            Array.Clear(_sums);
        }
    }
}
