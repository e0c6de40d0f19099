namespace NetCompiler.Reports.Tests;

/// <summary>Confusion matrices and worst mistakes against cases worked out by hand.</summary>
public sealed class TestRunTests
{
    /// <summary>Logits that are logarithms of probabilities: the network's answers are these.</summary>
    private static readonly float[][] Probabilities =
    [
        [0.7f, 0.2f, 0.1f], // right: 0
        [0.1f, 0.6f, 0.3f], // 2 taken for 1; the true class has 0.3
        [0.9f, 0.05f, 0.05f], // 1 taken for 0; 0.05
        [0.2f, 0.2f, 0.6f], // right: 2
        [0.6f, 0.3f, 0.1f], // 1 taken for 0; 0.3, as bad as sample 1
    ];

    private static readonly int[] Labels = [0, 2, 1, 2, 1];

    [Fact]
    public void Counts_who_was_taken_for_whom()
    {
        ConfusionMatrix matrix = Run(worst: 9).Confusion!;
        Assert.Equal([1, 0, 0, 2, 0, 0, 0, 1, 1], from actual in Enumerable.Range(0, 3) from predicted in Enumerable.Range(0, 3) select matrix[actual,
            predicted]);
        Assert.Equal((5, 0.4), (matrix.Total, matrix.Accuracy));
        Assert.Equal([1, 2, 2], Enumerable.Range(0, 3).Select(matrix.Support));
        Assert.Equal([1, 0, 0.5], Enumerable.Range(0, 3).Select(matrix.Recall));
        Assert.Equal([1 / 3.0, 0, 1], Enumerable.Range(0, 3).Select(matrix.Precision));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(2.7f)]
    [InlineData(-0.5f)]
    [InlineData(3f)]
    [InlineData(float.PositiveInfinity)]
    public void A_label_that_is_no_class_is_refused(float label)
    {
        Dataset test = Dataset.FromArrays([0, 0, 0], [3], new float[] { label });
        Assert.Contains("expected 0 to 2", Assert.Throws<ArgumentException>(
            () => TestRun.Run(Echoes.Make(new Echo()), test, index => "", 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_no_number_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TestRun.Run(
            Echoes.Make(new PairEcho()), Dataset.FromArrays([0, 0], [2], new float[] { 0, float.NaN }), index => "", 3));
        Assert.Throws<ArgumentException>(() => TestRun.Run(
            Echoes.Make(new BinaryEcho()), Dataset.FromArrays([0], [1], new float[] { float.NaN }), index => "", 3));
    }

    [Fact]
    public void Shows_the_worst_mistakes_first_and_of_equals_the_earlier()
    {
        IReadOnlyList<Mistake> worst = Run(worst: 9).Worst;
        Assert.Equal([2L, 1L, 4L], worst.Select(mistake => mistake.Index));
        Assert.Equal(("b", "a", "90.0 %"), (worst[0].Expected, worst[0].Predicted, worst[0].Detail));
        Assert.Equal(("c", "b", "60.0 %"), (worst[1].Expected, worst[1].Predicted, worst[1].Detail));
        Assert.Equal(Logits(Probabilities[2]), worst[0].Input);
        Assert.Equal(0.95, worst[0].Severity, 1e-6);
    }

    [Theory]
    [InlineData(0, new long[0])]
    [InlineData(1, new long[] { 2 })]
    [InlineData(2, new long[] { 2, 1 })]
    public void Keeps_as_many_as_asked_for(int count, long[] indices) =>
        Assert.Equal(indices, Run(count).Worst.Select(mistake => mistake.Index));

    [Fact]
    public void Goes_through_more_than_a_batch()
    {
        // 700 samples; only the 600th is wrong.
        float[] inputs = [.. Enumerable.Range(0, 700).SelectMany(i => i == 600 ? [0f, 9, 0] : new[] { 9f, 0, 0 })];
        TestRun run = TestRun.Run(Echoes.Make(new Echo()), Dataset.FromArrays(inputs, [3], new int[700]), Name, 5);
        Assert.Equal((700, 699, 1), (run.Samples, run.Confusion![0, 0], run.Confusion[0, 1]));
        Assert.Equal([600L], run.Worst.Select(mistake => mistake.Index));
    }

    [Fact]
    public void Targets_may_be_distributions()
    {
        TestRun run = TestRun.Run(Echoes.Make(new PairEcho()), Dataset.FromArrays([1f, 0, 0, 1], [2], [0.2f, 0.8f, 0.3f, 0.7f]), Name, 5);
        Assert.Equal((1, 1), (run.Confusion![1, 0], run.Confusion[1, 1]));
        Assert.Equal("73.1 %", run.Worst.Single().Detail);
    }

    [Fact]
    public void One_output_is_a_choice_of_two()
    {
        TestRun run = TestRun.Run(Echoes.Make(new BinaryEcho()), Dataset.FromArrays([2f, -2, -1], [1], [1f, 0, 1]), Name, 5);
        Assert.Equal((1, 1, 1, 0), (run.Confusion![1, 1], run.Confusion[0, 0], run.Confusion[1, 0], run.Confusion[0, 1]));
        Mistake worst = run.Worst.Single();
        Assert.Equal((2, "b", "a", "73.1 %"), (worst.Index, worst.Expected, worst.Predicted, worst.Detail));
    }

    [Fact]
    public void Numbers_are_ranked_by_their_squared_error()
    {
        TestRun run = TestRun.Run(Echoes.Make(new NumberEcho()), Dataset.FromArrays([1f, 2, 0, 0, 5, 5], [2], [1f, 2.5f, 3, 0, 5, 5]), Name, 2);
        Assert.Null(run.Confusion);
        Assert.Equal([(1L, "3, 0", "0, 0", "squared error 4.5"), (0L, "1, 2.5", "1, 2", "squared error 0.125")], run.Worst
            .Select(m => (m.Index, m.Expected, m.Predicted, m.Detail)));
    }

    [Fact]
    public void Nothing_is_worse_than_no_number()
    {
        TestRun run = TestRun.Run(Echoes.Make(new NumberEcho()), Dataset.FromArrays([9f, 9, float.NaN, 0], [2], new float[4]), Name, 1);
        Assert.Equal(1, run.Worst.Single().Index);
    }

    [Fact]
    public void A_class_that_there_is_not_is_refused()
    {
        Dataset data = Dataset.FromArrays([0f, 0, 0, 0, 0, 0], [3], [1, 3]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => TestRun.Run(Echoes.Make(new Echo()), data, Name, 1));
        Assert.Contains("Test sample 1 is of class 3; expected 0 to 2", error.Message, StringComparison.Ordinal);
    }

    private static TestRun Run(int worst) =>
        TestRun.Run(Echoes.Make(new Echo()), Dataset.FromArrays([.. Probabilities.SelectMany(Logits)], [3], Labels), Name, worst);

    private static float[] Logits(float[] probabilities) => Array.ConvertAll(probabilities, MathF.Log);

    private static string Name(int index) => ((char)('a' + index)).ToString();
}
