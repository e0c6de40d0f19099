namespace NetCompiler.Execution.Tests.Training;

[Network, Input(2), Dense(3), Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class LossyClassifier;

public sealed class SampleLossTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    public void Each_sample_has_the_loss_of_a_batch_of_its_own(int batchSize)
    {
        var network = new LossyClassifier(seed: 1);
        Dataset data = Draw(40);
        float[] losses = network.EvaluateLosses(data, batchSize);
        Assert.Equal(40, losses.Length);
        for (int i = 0; i < losses.Length; i++)
        {
            Assert.Equal(network.Evaluate(data.Slice(i, 1)).Loss, losses[i], 1e-6);
        }

        Assert.Equal(network.Evaluate(data).Loss, losses.Average(), 1e-6);
    }

    [Fact]
    public void Weights_of_samples_do_not_count()
    {
        var network = new LossyClassifier(seed: 1);
        Dataset data = Draw(10);
        float[] weights = [.. Enumerable.Range(0, 10).Select(i => (float)i)];
        Assert.Equal(network.EvaluateLosses(data), network.EvaluateLosses(data.WithWeights(weights)));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var network = new LossyClassifier();
        Assert.Throws<ArgumentOutOfRangeException>(() => network.EvaluateLosses(Draw(2), 0));
        Assert.Throws<ArgumentException>(() => network.EvaluateLosses(Dataset.FromArrays(new float[3], [3], new int[1])));
    }

    private static Dataset Draw(int count)
    {
        var random = new Random(2);
        return Dataset.FromArrays([.. Enumerable.Range(0, 2 * count).Select(_ => random.NextSingle())], [2],
            [.. Enumerable.Range(0, count).Select(i => i % 3)]);
    }
}
