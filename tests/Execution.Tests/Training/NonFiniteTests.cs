using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>What a training step without finite numbers tells: the first layer, time step and sample.</summary>
public sealed class NonFiniteTests
{
    private const float Huge = 3e38f;

    [Theory, InlineData(1, 20), InlineData(2, 20), InlineData(1, 700), InlineData(2, 700)]
    public void A_recurrent_layer_is_named_with_its_time_step(int threads, int count)
    {
        var network = new SickSequence(1) { CheckFinite = true, ComputeThreads = threads };
        float[] inputs = Numbers(count * 18);

        Fill(network, "lstm/kernel", _ => 2);
        foreach (int step in (int[])[8, 6])
        {
            inputs.AsSpan((13 * 18) + (step * 2), 2).Fill(Huge);
        }

        Assert.Equal("the loss is NaN. First not finite: layer 'lstm', time step 6, sample 13 of the batch.", Stop(network, inputs));
    }

    [Fact]
    public void What_grows_from_step_to_step_is_found_where_it_overflows()
    {
        var network = new SickSequence(1) { CheckFinite = true };
        Fill(network, "simple_rnn/kernel", _ => 0);
        Fill(network, "simple_rnn/bias", _ => 1);
        Fill(network, "simple_rnn/recurrent_kernel", i => i % 4 == 0 ? 1e10f : 0);
        Assert.Equal("the loss is NaN. First not finite: layer 'simple_rnn', time step 4, sample 0 of the batch.", Stop(network, Numbers(20 * 18)));
    }

    [Fact]
    public void The_first_step_of_a_layer_that_goes_backwards_is_the_last()
    {
        var network = new SickBackwards(1) { CheckFinite = true };
        float[] inputs = Numbers(20 * 18);
        Fill(network, "lstm/kernel", _ => 2);
        foreach (int step in (int[])[2, 6])
        {
            inputs.AsSpan((5 * 18) + (step * 2), 2).Fill(Huge);
        }

        Assert.Equal("the loss is NaN. First not finite: layer 'lstm', time step 6, sample 5 of the batch.", Stop(network, inputs));
    }

    [Fact]
    public void A_step_of_a_loop_of_ones_own_is_found()
    {
        var network = new SickScan(1) { CheckFinite = true };
        float[] inputs = Numbers(20 * 14);
        Fill(network, "mix/kernel", _ => 1);
        foreach (int step in (int[])[4, 5])
        {
            inputs[(9 * 14) + (step * 2)] = -1000;
        }

        Assert.Equal("the loss is NaN. First not finite: function 'log', time step 4, sample 9 of the batch.", Stop(network, inputs));
    }

    [Fact]
    public void A_layer_of_a_stack_is_named()
    {
        var network = new SickStack(1) { CheckFinite = true };
        Fill(network, "dense/kernel", _ => 1e19f);
        Fill(network, "dense_1/kernel", _ => 1e19f);
        float[] inputs = [.. Numbers(20 * 4).Select((x, i) => i / 4 >= 7 ? 5 + x : 1e-20f)];
        Assert.Equal("the loss is NaN. First not finite: layer 'dense_1', sample 7 of the batch.", Stop(network, inputs));
        Fill(network, "dense_1/kernel", _ => 1);
        Fill(network, "dense_2/kernel", i => i % 16 == 15 ? 1e30f : 0);
        Assert.Equal("the loss is infinite. First not finite: layer 'dense_2', sample 7 of the batch.", Stop(network, inputs));
    }

    /// <summary>Of the outputs that dropout leaves or takes, those of the step are seen again.</summary>
    [Fact]
    public void The_step_draws_the_same_numbers_again()
    {
        var network = new SickStack(1);
        Fill(network, "dense/kernel", i => i % 6 == 0 ? 1e30f : 0);
        Fill(network, "dense_1/kernel", _ => 1e30f);
        float[] inputs = [.. Enumerable.Repeat(1f, 20 * 4)], targets = new float[20 * 16], predictions = new float[20 * 16];
        var seen = new HashSet<int>();
        for (int step = 0; step < 20; step++)
        {
            network.ComputeGradients(inputs, targets, predictions);
            int first = Array.FindIndex(predictions, value => !float.IsFinite(value)) / 16;
            Assert.Equal(first, network.FindNonFinite(inputs, targets)!.Sample);
            seen.Add(first);
        }

        Assert.True(seen.Count > 1);
    }

    [Fact]
    public void A_layer_of_images_is_named()
    {
        var network = new SickImage(1) { CheckFinite = true };
        Fill(network, "conv2d/kernel", _ => 1e20f);
        float[] inputs = Numbers(20 * 128);
        inputs[3 * 128] = 1e25f;
        Assert.Equal("the loss is NaN. First not finite: layer 'conv2d', sample 3 of the batch.", Stop(network, inputs));
        Fill(network, "conv2d/kernel", _ => 1e-10f);
        Fill(network, "conv2d_1/kernel", _ => 1e28f);
        Assert.Equal("the loss is NaN. First not finite: layer 'conv2d_1', sample 3 of the batch.", Stop(network, inputs));
    }

    [Fact]
    public void A_layer_whose_output_is_not_kept_stands_beside_the_next()
    {
        var network = new SickNormalization(1) { CheckFinite = true };
        float[] inputs = Numbers(200 * 72);
        inputs[103 * 72] = Huge;
        Assert.Equal("the loss is NaN. First not finite: layer 'activation' or 'batch_normalization' before it, sample 0 of the batch.",
            Stop(network, inputs));
        Assert.Equal(["batch_normalization"], network.FindNonFinite(inputs, new float[200])!.NotKept);
        Fill(network, "conv2d/kernel", _ => 2);
        Assert.Equal("the loss is NaN. First not finite: layer 'conv2d', sample 103 of the batch.", Stop(network, inputs));
    }

    [Fact]
    public void A_gradient_is_named_where_the_loss_is_finite()
    {
        var network = new SickRoot(1) { CheckFinite = true };
        Fill(network, "first/kernel", _ => 1);
        float[] inputs = [.. Numbers(20 * 4).Select((x, i) => i / 4 == 2 ? 0 : 1 + x)];
        Assert.Equal("a gradient is not finite. First not finite: the gradient of 'first/kernel', sample 2 of the batch.", Stop(network, inputs));
        Assert.Equal(NonFiniteKind.Gradient, network.FindNonFinite(inputs, new float[20])!.Kind);
    }

    [Fact]
    public void What_has_no_effect_is_not_named()
    {
        var network = new SickChoice(1) { CheckFinite = true };
        Fill(network, "first/kernel", i => i % 4 == 0 ? 1 : 0);
        float[] inputs = [.. Enumerable.Repeat(1f, 5 * 3)];
        inputs.AsSpan(3, 3).Fill(-0.1f);
        Assert.Null(network.FindNonFinite(inputs, new float[5]));
        inputs.AsSpan(9, 3).Fill(-10);
        Assert.Equal(
            "the loss is infinite. "
                + "First not finite: function 'exp' or one of those before it from 'log' on, after layer 'first', sample 3 of the batch.",
            Stop(network, inputs));
    }

    [Fact]
    public void What_a_step_was_given_is_named_before_all_else()
    {
        var network = new SickSequence(1) { CheckFinite = true };
        float[] inputs = Numbers(20 * 18);
        inputs[(5 * 18) + 7] = float.NaN;
        Assert.Equal("the loss is NaN. First not finite: the input, time step 3, column 1, sample 5 of the batch.", Stop(network, inputs));
        Fill(network, "dense/bias", i => i == 1 ? float.PositiveInfinity : 0);
        Assert.Equal("the loss is NaN. First not finite: parameter 'dense/bias' before the step.", Stop(network, inputs));
    }

    [Fact]
    public void A_target_a_weight_and_a_penalty_are_named()
    {
        var network = new SickPenalty(1) { CheckFinite = true };
        float[] inputs = Numbers(20 * 4), targets = new float[20], weights = [.. Enumerable.Repeat(1f, 20)];
        targets[11] = float.NaN;
        Assert.Equal("the loss is NaN. First not finite: the target, column 0, sample 11 of the batch.", Stop(network, inputs, targets));
        targets[11] = 1e30f;
        Assert.Equal("the loss is infinite. First not finite: the loss, sample 11 of the batch.", Stop(network, inputs, targets));
        targets[11] = 0;
        weights[4] = float.PositiveInfinity;
        Assert.Equal("the loss is infinite. First not finite: the sample weight, sample 4 of the batch.", Stop(network, inputs, targets, weights));
        Fill(network, "dense/kernel", _ => 1e25f);
        Assert.Equal("the loss is infinite. First not finite: the parameters' penalties.",
            Stop(network, [.. inputs.Select(x => x * 1e-20f)], targets));
    }

    [Fact]
    public void A_run_of_Fit_ends_with_the_finding_and_the_parameters_of_before()
    {
        float[] inputs = Numbers(40 * 14);
        inputs[(21 * 14) + 8] = -1000;
        string[] printed = [.. new[] { false, true }.Select(raises =>
        {
            var network = new SickScan(1);
            Fill(network, "mix/kernel", _ => 1);
            var output = new StringWriter();
            var options = new FitOptions
            {
                Epochs = 3, BatchSize = 8, Shuffle = false, Output = output, Verbose = false,
                Callbacks = [new TerminateOnNaN { RaiseError = raises }],
            };
            Exception? error = Record.Exception(() => network.Fit(Dataset.FromArrays(inputs, [7, 2], new float[40]), options));
            Assert.Equal(raises, error is NonFiniteException { Found: { Kind: NonFiniteKind.Function, Sample: 5, TimeStep: 4 } });
            Assert.All(network.Parameters, parameter => Assert.All(Read(parameter), value => Assert.True(float.IsFinite(value))));
            return raises ? error!.Message : output.ToString().Trim();
        })];
        Assert.Equal(
            "Training stopped at step 3: the loss is NaN. First not finite: function 'log', time step 4, sample 5 of the batch.", printed[0]);
        Assert.Equal(printed[0], printed[1]);
    }

    [Fact]
    public void Steps_that_look_are_the_same_and_allocate_nothing()
    {
        float[] inputs = Numbers(20 * 18), targets = new float[20];
        float[][] trained = [.. new[] { false, true }.Select(looks =>
        {
            var network = new SickSequence(1) { CheckFinite = looks };
            var optimizer = new Adam();
            for (int step = 0; step < 5; step++)
            {
                network.TrainStep(inputs, targets, optimizer);
                Assert.Null(looks && step == 3 ? network.FindNonFinite(inputs, targets) : null);
            }

            Assert.Equal(0, looks ? Allocations.Least(20, () => network.ComputeGradients(inputs, targets)) : 0);
            float[] values = [.. network.Parameters.SelectMany(Read)];
            Assert.Equal(0, looks ? Allocations.Least(20, () => network.TrainStep(inputs, targets, optimizer)) : 0);
            return values;
        })];
        Assert.Equal(trained[0], trained[1]);
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>What the first step says behind its number.</summary>
    private static string Stop(TrainableNetwork network, float[] inputs, float[]? targets = null, float[]? weights = null)
    {
        targets ??= new float[inputs.Length / network.InputFloats * network.TargetFloats];
        float[] before = [.. network.Parameters.SelectMany(Read)];
        var error = Assert.Throws<NonFiniteException>(() => network.TrainStep(inputs, targets, new Sgd(), weights));
        Assert.Equal(before, network.Parameters.SelectMany(Read));
        Assert.Equal(error.Found.ToString(), network.FindNonFinite(inputs, targets, weights)!.ToString());
        return error.Message[(error.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
    }

    private static void Fill(TrainableNetwork network, string name, Func<int, float> value)
    {
        Parameter parameter = network.Parameters.First(parameter => parameter.Name == name);
        parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(value)]);
    }

    private static float[] Read(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }
}
