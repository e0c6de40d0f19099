namespace NetCompiler.Runtime.Tests.Metrics;

/// <summary>What metrics measure, of which output, and what they refuse before the first batch.</summary>
public sealed class MetricTests
{
    private static readonly TensorDescription[] Heads = [new("kind", [3], 0), new("place", [2], 3)];
    private static readonly TensorDescription[] HeadTargets = [new("label", [1], 0), new("where", [2], 1)];
    private static readonly IndexRange Labels = new(0, 1, 3, "the loss");

    /// <summary>The largest value of the whole row belongs to the other head.</summary>
    [Fact]
    public void A_metric_looks_at_one_output()
    {
        var network = new Echo(Heads, HeadTargets, Labels);
        float[] outputs = [0, 1, 0.5f, 9, 8, 3, 1, 2, 9, 7], targets = [1, 9, 8, 2, 9, 5];
        Assert.Equal(
            [0.5, 1, 0.5],
            network.Measure(outputs, targets, new Accuracy { Output = "kind" }, new TopKAccuracy(2) { Output = "kind" },
                new MeanAbsoluteError { Output = "place" }));
        Evaluation evaluation = network.Evaluate(network.Data(outputs, targets),
            new EvaluateOptions { Metrics = [new Accuracy { Output = "kind" }] });
        Assert.Equal(0.5, evaluation["kind_accuracy"]);
    }

    [Fact]
    public void An_output_and_its_target_are_named_where_there_are_several()
    {
        var network = new Echo(Heads, HeadTargets, Labels);
        AssertRefused(network, "must name one output of 'kind', 'place'; its Output is null", new Accuracy());
        AssertRefused(network, "its Output is 'kinds'", new Accuracy { Output = "kinds" });
        AssertRefused(network, "one target of 'label', 'where'; its Target is 'labels'", new Accuracy { Output = "kind", Target = "labels" });
        AssertRefused(network, "expects 3 floats of target for the output 'kind' of shape (3), but the target 'where' has 2",
            new MeanSquaredError { Output = "kind", Target = "where" });

        // Targets in another order than the outputs.
        var turned = new Echo([Heads[0], Heads[1]], [new("where", [2], 0), new("label", [1], 2)], new IndexRange(2, 1, 3, "the loss"));
        float[] outputs = [0, 1, 0.5f, 9, 8], targets = [9, 6, 1];
        Assert.Equal([1, 1], turned.Measure(outputs, targets, new Accuracy { Output = "kind", Target = "label" },
            new MeanAbsoluteError { Output = "place", Target = "where" }));
    }

    /// <summary>Each place of a sample counts.</summary>
    [Fact]
    public void Places_and_pixels()
    {
        float[] outputs = [1, 0, 0, 1, 1, 0, 0, 1];
        Assert.Equal([0.75], new Echo(Loss.SparseCategoricalCrossentropy, false, [2, 2, 2], 4).Measure(outputs, [0, 1, 1, 1], new Accuracy()));
        Assert.Equal([0.75, 1], new Echo(Loss.CategoricalCrossentropy, true, [4, 2]).Measure(outputs, [1, 0, 0, 1, 0, 1, 0, 1], new Accuracy(),
            new TopKAccuracy(2)));
        Assert.Equal([0.875], new Echo(Loss.BinaryCrossentropy, false, [2, 2, 2]).Measure(outputs, [1, 0, 0, 1, 1, 0, 0, 0], new Accuracy()));
        Assert.Equal([0.5], new Echo([new("pixels", [2, 2], 0)], [new("kinds", [2], 0)], new IndexRange(0, 2, 2, "the loss")).Measure([1, 0, 0, 1],
            [0, 0], new Accuracy()));
    }

    [Theory]
    [InlineData(Loss.MeanSquaredError)]
    [InlineData(Loss.MeanAbsoluteError)]
    [InlineData(Loss.Huber)]
    public void A_regression_has_errors_and_no_right_answers(Loss loss)
    {
        foreach (int[] shape in new[] { new[] { 1 }, [4] })
        {
            var network = new Echo(loss, false, shape);
            foreach (Metric metric in new Metric[] { new Accuracy(), new TopKAccuracy(), new Precision(), new Recall(), new Auc() })
            {
                AssertRefused(network, "a regression has no right and wrong answers", metric);
            }

            Assert.Equal([0, 0], network.Measure(new float[4], new float[4], new MeanAbsoluteError(), new MeanSquaredError()));
        }

        // Unless somebody says that it tells classes.
        Assert.Equal([0.75], new Echo(loss, false, [1]).Measure([0, 1, 0.6f, 0.2f], [0, 1, 1, 1], new Accuracy { Loss = Loss.BinaryCrossentropy }));
    }

    [Fact]
    public void Class_indices_are_no_targets_of_each_output()
    {
        var network = new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1);
        foreach (Metric metric in new Metric[] { new Precision(), new Recall(), new Auc(), new MeanAbsoluteError(), new MeanSquaredError() })
        {
            AssertRefused(network, "these are class indices", metric);
        }
    }

    /// <summary>A softmax, not a sigmoid: of the logits 1, 2 and 3 only the last becomes more than a half.</summary>
    [Fact]
    public void Categorical_logits_become_a_distribution()
    {
        var network = new Echo(Loss.CategoricalCrossentropy, true, [3]);
        Assert.Equal([1, 1], network.Measure([1, 2, 3], [0, 0, 1], new Precision(), new Recall()));
        Assert.Equal([0, 0], network.Measure([1, 2, 3], [0, 1, 0], new Precision(), new Recall()));

        // exp(1), exp(2), exp(3) over their sum: 0.09, 0.24, 0.67.
        Assert.Equal([0.5], network.Measure([1, 2, 3], [0, 1, 1], new Recall()));
        Assert.Equal([1.0], network.Measure([1000, 0, -1000], [1, 0, 0], new Precision()));
        Assert.Equal([0.5], new Echo(Loss.BinaryCrossentropy, true, [2]).Measure([1, 2], [1, 0], new Precision()));
    }

    /// <summary>A loss method says neither what an output is nor whether it is a probability.</summary>
    [Fact]
    public void What_a_loss_method_does_not_tell_must_be_said()
    {
        var network = new Echo([new("sick", [1], 0)], [new("is", [1], 0)]);
        AssertRefused(network, "set Metric.Loss to the kind of classes", new Accuracy());
        AssertRefused(network, "set Metric.FromLogits", new Accuracy { Loss = Loss.BinaryCrossentropy });
        AssertRefused(network, "set Metric.FromLogits", new Auc { Loss = Loss.BinaryCrossentropy });
        Assert.Equal([0.5], network.Measure([0.4f, -1], [1, 1], new Accuracy { Loss = Loss.BinaryCrossentropy, FromLogits = true }));
        Assert.Equal([0], network.Measure([0.4f, -1], [1, 1], new Accuracy { Loss = Loss.BinaryCrossentropy, FromLogits = false }));
    }

    [Fact]
    public void Names_are_used_once()
    {
        var network = new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1);
        AssertRefused(network, "Two metrics are named 'accuracy'", new Accuracy(), new Accuracy());
        AssertRefused(network, "Two metrics are named 'loss'", new Accuracy { Name = "loss" });
        Assert.Equal([1, 1], network.Measure([1, 0, 0], [0], new TopKAccuracy(1) { Name = "first" }, new TopKAccuracy(2) { Name = "second" }));
    }

    [Fact]
    public void A_metric_serves_one_run_at_a_time()
    {
        var metric = new Accuracy();
        (Echo one, Echo two) = (new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1),
            new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1));
        Dataset data = one.Data([1, 0, 0, 0, 1, 0], [0, 1]);
        var messages = new List<string>();
        one.Fit(data, new FitOptions
        {
            Metrics = [metric],
            Verbose = false,
            Callbacks =
            [
                new LambdaCallback
                {
                    BatchEnd = _ =>
                    {
                        messages.Add(Assert.Throws<InvalidOperationException>(() =>
                            two.Fit(data, new FitOptions { Metrics = [metric], Verbose = false })).Message);
                        messages.Add(Assert.Throws<InvalidOperationException>(() =>
                            two.Evaluate(data, new EvaluateOptions { Metrics = [metric] })).Message);
                        messages.Add(Assert.Throws<InvalidOperationException>(() =>
                            one.Evaluate(data, new EvaluateOptions { Metrics = [metric] })).Message);
                    },
                },
            ],
        });
        Assert.All(messages, message => Assert.StartsWith("The metric 'accuracy' is in use by another run", message, StringComparison.Ordinal));
        Assert.Equal(3, messages.Count);
        Assert.Equal(1, two.Evaluate(data, new EvaluateOptions { Metrics = [metric] })["accuracy"]);
    }

    [Fact]
    public void So_does_a_callback()
    {
        var callback = new LambdaCallback();
        var network = new Echo(Loss.MeanSquaredError, false, [1]);
        Dataset data = network.Data([1], [1]);
        var outer = new LambdaCallback
        {
            EpochBegin = _ => Assert.Contains(
                "LambdaCallback is in use by another run of Fit",
                Assert.Throws<InvalidOperationException>(() =>
                    new Echo(Loss.MeanSquaredError, false, [1]).Fit(data, new FitOptions { Verbose = false, Callbacks = [callback] })).Message,
                StringComparison.Ordinal),
        };
        network.Fit(data, new FitOptions { Verbose = false, Callbacks = [callback, outer] });
        network.Fit(data, new FitOptions { Verbose = false, Callbacks = [callback, outer] });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_no_number_makes_a_figure_none(int place)
    {
        float[] outputs = [0.2f, 0.7f, 0.1f];
        outputs[place] = float.NaN;
        Assert.All(new Echo(Loss.SparseCategoricalCrossentropy, false, [3], 1).Measure(outputs, [1], new Accuracy(), new TopKAccuracy(1),
            new TopKAccuracy { Name = "five" }), AssertNaN);
        Assert.All(new Echo(Loss.BinaryCrossentropy, false, [3]).Measure(outputs, [0, 1, 0], new Accuracy(), new Precision(), new Recall(), new Auc(),
            new MeanAbsoluteError()), AssertNaN);
        Assert.All(new Echo(Loss.CategoricalCrossentropy, true, [3]).Measure(outputs, [0, 1, 0], new Accuracy(), new Precision(), new Auc()),
            AssertNaN);

        static void AssertNaN(double value) => Assert.Equal(double.NaN, value);
    }

    /// <summary>Seven of eight labels weigh 10: the mean is 8.875, and so 6.15 for a cross-entropy of log 2 at each place.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Class_weights_look_at_all_labels(bool swapped)
    {
        var network = new Echo(Loss.SparseCategoricalCrossentropy, true, [4, 2], 4);
        float[] labels = swapped ? [1, 1, 1, 1, 0, 1, 1, 1] : [0, 1, 1, 1, 1, 1, 1, 1];
        Assert.Equal(8.875, Weigh(network, 16, labels), 5);
        Assert.Equal(6.15, Weigh(network, 16, labels) * Math.Log(2), 2);

        // Distributions, and single values.
        float[] dense = [.. labels.SelectMany(label => new[] { 1 - label, label })];
        Assert.Equal(8.875, Weigh(new Echo(Loss.CategoricalCrossentropy, true, [2, 2, 2]), 16, dense), 5);
        Assert.Equal(8.875, Weigh(new Echo(Loss.BinaryCrossentropy, true, [4, 1]), 8, labels), 5);
        Assert.Equal(10, Weigh(new Echo(Loss.SparseCategoricalCrossentropy, true, [2], 1), 2, [1]), 5);
        Assert.Contains(
            "FitOptions.ClassWeights needs a loss that says what the classes are",
            Assert.Throws<ArgumentException>(() => Weigh(new Echo(Heads, HeadTargets, Labels), 5, [0, 0, 0])).Message, StringComparison.Ordinal);
    }

    private static double Weigh(Echo network, int outputs, float[] targets) => network.Fit(network.Data(new float[outputs], targets), new FitOptions
    {
        ClassWeights = new Dictionary<int, float> { [0] = 1, [1] = 10 },
        Verbose = false,
    })["loss"][0];

    private static void AssertRefused(Echo network, string message, params Metric[] metrics)
    {
        int batches = 0;
        Dataset data = network.Data(new float[network.InputFloats], new float[network.TargetFloats]);
        ArgumentException e = Assert.Throws<ArgumentException>(() => network.Fit(
            data, new FitOptions { Metrics = metrics, Verbose = false, Callbacks = [new LambdaCallback { BatchBegin = _ => batches++ }] }));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(e.Message, Assert.Throws<ArgumentException>(() => network.Evaluate(data, new EvaluateOptions { Metrics = metrics })).Message);
        Assert.Equal(0, batches);
    }

    [Fact]
    public void Places_of_an_ignored_class_are_not_measured()
    {
        var network = new Echo(
            [new TensorDescription("tags", [3, 2], 0)], [new TensorDescription("tag", [3], 0)],
            new IndexRange(0, 3, 2, "the loss") { Ignored = -1 });

        // Right, not measured, wrong; then nothing that is measured.
        float[] outputs = [0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1], targets = [1, -1, 1, -1, -1, -1];
        Assert.Equal([0.5, 0.5], network.Measure(outputs, targets, new Accuracy(), new TopKAccuracy(1)));
    }
}
