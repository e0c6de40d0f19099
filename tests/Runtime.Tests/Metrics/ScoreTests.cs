namespace NetCompiler.Runtime.Tests.Metrics;

/// <summary>Scores of classes and of numbers, and metrics of one's own.</summary>
public sealed class ScoreTests
{
    /// <summary>Predicted 0, 1, 1, 2, 2, 0 for 0, 1, 2, 2, 2, 1.</summary>
    private static readonly float[] Outputs = [9, 1, 1, 1, 9, 1, 1, 9, 1, 1, 1, 9, 1, 1, 9, 9, 1, 1];
    private static readonly float[] Labels = [0, 1, 2, 2, 2, 1];

    [Theory]
    [InlineData(1.0, ClassAverage.Macro)]
    [InlineData(1.0, ClassAverage.Micro)]
    [InlineData(1.0, ClassAverage.Weighted)]
    [InlineData(2.0, ClassAverage.Macro)]
    public void F_scores_are_those_of_the_formula(double beta, ClassAverage average)
    {
        var network = new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1);
        double score = network.Measure(Outputs, Labels, new FScore(beta, average))[0];
        (double Right, double Actual, double Predicted)[] classes = [(1, 1, 2), (1, 2, 2), (2, 3, 2)];
        double[] figures = Array.ConvertAll(classes, c => (1 + (beta * beta)) * c.Right / ((beta * beta * c.Actual) + c.Predicted));
        double byHand = average switch
        {
            ClassAverage.Macro => figures.Average(),
            ClassAverage.Micro => 4 / 6.0,
            _ => ((figures[0] * 1) + (figures[1] * 2) + (figures[2] * 3)) / 6,
        };
        Assert.Equal(byHand, score, 1e-12);
    }

    [Fact]
    public void The_score_of_yes_and_no_is_that_of_the_yes()
    {
        float[] outputs = [0.9f, 0.8f, 0.2f, 0.6f], targets = [1, 0, 1, 1];
        Assert.Equal([2 * 2 / (3.0 + 3.0)], new Echo(Loss.BinaryCrossentropy, false, [1]).Measure(outputs, targets, new FScore()));
        var other = new FScore(2);
        Assert.Equal("fbeta_score", other.Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FScore(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FScore(1, (ClassAverage)9));
    }

    [Fact]
    public void A_confusion_matrix_counts()
    {
        var matrix = new ConfusionMatrix();
        var network = new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1);
        Assert.Equal([4 / 6.0], network.Measure(Outputs, Labels, matrix));
        Assert.Equal((1, 0, 1, 1, 2), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[2, 1], matrix[2, 2]));
        Assert.Equal("actual  0  1  2\n0       1  0  0\n1       1  1  0\n2       0  1  2", matrix.ToString());
        string named = matrix.ToString(["yes", "no", "perhaps not, but who knows it"]);
        Assert.StartsWith("actual                yes  no  perhaps not, but who\nyes ", named, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => matrix.ToString(["yes", "no"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[3, 0]);
        Assert.Equal("actual", new ConfusionMatrix().ToString());
    }

    [Fact]
    public void Errors_of_numbers()
    {
        var network = new Echo(Loss.MeanSquaredError, false, [1]);
        double[] figures = network.Measure([3, 5, 8], [2, 5, 11], new RootMeanSquaredError(), new R2Score());
        Assert.Equal(Math.Sqrt(10 / 3.0), figures[0], 1e-12);
        Assert.Equal(1 - (10 / 42.0), figures[1], 1e-12);

        // The mean over the outputs; one that is always the same counts 0.
        Assert.Equal([0.5], new Echo(Loss.MeanSquaredError, false, [2]).Measure([1, 7, 2, 9], [1, 5, 2, 5], new R2Score()));
    }

    [Fact]
    public void An_output_that_is_no_number_makes_the_figure_none()
    {
        float[] wrong = [float.NaN, .. Outputs[1..]];
        Assert.All(new Echo(Loss.SparseCategoricalCrossentropy, true, [3], 1).Measure(wrong, Labels, new FScore(), new ConfusionMatrix()),
            figure => Assert.True(double.IsNaN(figure)));
        Assert.All(new Echo(Loss.MeanSquaredError, false, [1]).Measure([float.NaN, 1], [1, 2], new R2Score(), new RootMeanSquaredError()),
            figure => Assert.True(double.IsNaN(figure)));
    }

    [Fact]
    public void A_metric_of_ones_own_sees_each_sample_once()
    {
        var network = new Echo(Loss.MeanSquaredError, false, [2]);
        Assert.Equal([7], network.Measure([1, 7, 2, 3], [0, 0, 0, 0], new Largest()));
        Assert.Throws<ArgumentException>(() => new Largest(""));
    }

    [Fact]
    public void An_evaluation_prints_itself()
    {
        var network = new Echo(Loss.MeanSquaredError, false, [1]);
        Evaluation evaluation = network.Evaluate(network.Data([3, 5], [2, 5]), new EvaluateOptions { Metrics = [new MeanAbsoluteError()] });
        Assert.Equal("loss: 1.0000 - mae: 0.5000", evaluation.ToString());
    }

    private sealed class Largest(string name = "largest") : CustomMetric(name)
    {
        private double _largest = double.NegativeInfinity;

        public override double Result => _largest;

        protected override bool HigherIsBetter => false;

        public override void Reset() => _largest = double.NegativeInfinity;

        protected override void Update(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int samples)
        {
            Assert.Equal(samples * 2, predictions.Length);
            foreach (float prediction in predictions)
            {
                _largest = Math.Max(_largest, prediction);
            }
        }
    }
}
