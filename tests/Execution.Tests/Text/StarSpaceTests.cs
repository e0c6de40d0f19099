using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Text;

/// <summary>The network of the guide to StarSpace, with fewer features.</summary>
[Network]
internal sealed partial class StarSpaceNetwork
{
    internal const int Features = 60, Width = 10, Left = 6, Right = 2, Choices = 4;
    internal const float Margin = 0.2f;

    [Embedding(Features, Width, SparseUpdates = true)] private static partial Tensor Embed(Tensor x);

    [Forward]
    private static Tensor Forward([Input(Left)] Tensor left, [Input(Choices, Right)] Tensor right) =>
        Sum(Bag(left) * Bag(right), axis: -1);

    [Loss]
    private static Tensor Loss(Tensor similarity, [Target(Choices)] Tensor target)
    {
        Tensor own = Sum(similarity * target, axis: -1);
        return Sum((1 - target) * Relu(Margin - own + similarity), axis: -1);
    }

    private static Tensor Bag(Tensor features)
    {
        Tensor sum = Sum(Embed(features) * ExpandDims(Minimum(features, 1), -1), axis: -2);
        return sum / Sqrt(Sum(Square(sum), axis: -1, keepDims: true) + 1e-12f);
    }
}

public sealed class StarSpaceTests
{
    private const int Labels = 8, LabelWords = 5, FirstLabel = 1 + (Labels * LabelWords);

    [Fact]
    public void The_loss_is_the_margin_ranking_loss_of_cosines()
    {
        var network = new StarSpaceNetwork(seed: 1);
        (float[] inputs, float[] targets) = Draw(new Random(1), 30);
        float[] table = network.Parameters[0].Values(), similarities = new float[30 * StarSpaceNetwork.Choices];
        double expected = 0;
        network.Predict(inputs, similarities);
        for (int i = 0; i < 30; i++)
        {
            float[] input = inputs[(i * network.InputFloats)..((i + 1) * network.InputFloats)];
            double[] left = Bag(table, input[..StarSpaceNetwork.Left]);
            double[] cosines = [.. Enumerable.Range(0, StarSpaceNetwork.Choices).Select(choice =>
                Cosine(left, Bag(table, input.Skip(StarSpaceNetwork.Left + (choice * StarSpaceNetwork.Right)).Take(StarSpaceNetwork.Right))))];
            Assert.All(cosines.Zip(similarities.Skip(i * StarSpaceNetwork.Choices)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            expected += cosines.Skip(1).Sum(other => Math.Max(0, StarSpaceNetwork.Margin - cosines[0] + other)) / 30;
        }

        Assert.Equal(expected, network.EvaluateLoss(inputs, targets), 1e-5);
    }

    [Fact]
    public void Texts_find_their_labels_among_others_and_padding_learns_nothing()
    {
        var network = new StarSpaceNetwork(seed: 1);
        (var optimizer, var random) = (new Adagrad(0.05f), new Random(2));
        float[] padding = network.Parameters[0].Values()[..StarSpaceNetwork.Width];
        for (int step = 0; step < 150; step++)
        {
            (float[] inputs, float[] targets) = Draw(random, 32);
            network.TrainStep(inputs, targets, optimizer);
        }

        const int Asked = 200;
        float[] similarities = new float[Asked * StarSpaceNetwork.Choices];
        network.Predict(Draw(random, Asked).Inputs, similarities);
        int right = similarities.Chunk(StarSpaceNetwork.Choices).Count(row => row.Skip(1).All(other => other < row[0]));
        Assert.True(right >= 0.95 * Asked, $"{right} of {Asked}");
        Assert.Equal(padding, network.Parameters[0].Values()[..StarSpaceNetwork.Width]);
    }

    /// <summary>Texts of words that belong to a label, and its label before others.</summary>
    private static (float[] Inputs, float[] Targets) Draw(Random random, int count)
    {
        const int Floats = StarSpaceNetwork.Left + (StarSpaceNetwork.Choices * StarSpaceNetwork.Right);
        float[] inputs = new float[count * Floats], targets = new float[count * StarSpaceNetwork.Choices];
        for (int i = 0; i < count; i++)
        {
            int label = random.Next(Labels);
            Span<float> input = inputs.AsSpan(i * Floats, Floats);
            for (int word = 0; word < 1 + random.Next(StarSpaceNetwork.Left); word++)
            {
                input[word] = 1 + (label * LabelWords) + random.Next(LabelWords);
            }

            for (int choice = 0; choice < StarSpaceNetwork.Choices; choice++)
            {
                int shown = choice == 0 ? label : (label + 1 + random.Next(Labels - 1)) % Labels;
                input[StarSpaceNetwork.Left + (choice * StarSpaceNetwork.Right)] = FirstLabel + shown;
            }

            targets[i * StarSpaceNetwork.Choices] = 1;
        }

        return (inputs, targets);
    }

    private static double[] Bag(float[] table, IEnumerable<float> features) =>
    [
        .. Enumerable.Range(0, StarSpaceNetwork.Width).Select(d =>
            features.Where(feature => feature > 0).Sum(feature => (double)table[((int)feature * StarSpaceNetwork.Width) + d])),
    ];

    private static double Cosine(double[] a, double[] b) =>
        a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
}
