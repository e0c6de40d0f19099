using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Losses of which some places do not count: the mean of a batch is over all its places that do.</summary>
public sealed class PlacesTests
{
    private const int Steps = 9, Tags = 4, Samples = 37;

    /// <summary>Sentences of 0 to 9 words, filled up with zeros, and their tags.</summary>
    private static (float[] Words, float[] Tags, bool[] Counts) Sentences(int seed)
    {
        var random = new Random(seed);
        int[] lengths = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(0, Steps + 1))];
        bool[] counts = [.. lengths.SelectMany(length => Enumerable.Range(0, Steps).Select(step => step < length))];
        return ([.. counts.Select(there => there ? random.Next(1, 20) : 0f)], [.. counts.Select(_ => (float)random.Next(Tags))], counts);
    }

    private static double Crossentropy(ReadOnlySpan<float> scores, int tag)
    {
        double largest = 0, sum = 0;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        foreach (float score in scores)
        {
            sum += Math.Exp(score - largest);
        }

        return Math.Log(sum) + largest - scores[tag];
    }

    [Fact]
    public void The_loss_is_the_mean_over_the_steps_of_the_batch_that_count()
    {
        var (words, tags, counts) = Sentences(1);
        var network = new MaskedTagger(3);
        float[] scores = new float[words.Length * Tags];
        float loss = network.EvaluateLoss(words, tags, scores);
        double[] losses = [.. Enumerable.Range(0, words.Length).Where(i => counts[i])
            .Select(i => Crossentropy(scores.AsSpan(i * Tags, Tags), (int)tags[i]))];
        Assert.Equal(losses.Average(), loss, 1e-5);
        Assert.Equal(loss, network.ComputeGradients(words, tags), 1e-6f);
    }

    [Fact]
    public void An_ignored_label_is_as_if_its_place_were_not_there()
    {
        var (words, tags, counts) = Sentences(2);
        float[] labels = [.. tags.Select((tag, i) => counts[i] ? tag : -1)];
        var network = new IgnoringTagger(3);
        float[] scores = new float[words.Length * Tags];
        float loss = network.EvaluateLoss(words, labels, scores);
        int[] counted = [.. Enumerable.Range(0, words.Length).Where(i => counts[i])];
        Assert.Equal(counted.Average(i => Crossentropy(scores.AsSpan(i * Tags, Tags), (int)tags[i])), loss, 1e-5);

        var data = Dataset.FromArrays(words, [Steps], labels);
        double accuracy = network.Evaluate(data, new EvaluateOptions { Metrics = [new Accuracy()] }).Metrics["accuracy"];
        double right = counted.Count(i => Enumerable.Range(0, Tags).MaxBy(tag => scores[(i * Tags) + tag]) == (int)tags[i]);
        Assert.Equal(right / counted.Length, accuracy, 1e-9);
    }

    [Fact]
    public void A_batch_is_its_samples_by_their_numbers_of_places()
    {
        var (words, tags, counts) = Sentences(4);
        var network = new MaskedTagger(5);
        double[] Gradients(float[] inputs, float[] targets)
        {
            network.ComputeGradients(inputs, targets);
            return [.. network.Parameters.SelectMany(parameter => parameter.Gradient()).Select(value => (double)value)];
        }

        double all = counts.Count(there => there);
        var sum = new double[network.Parameters.Sum(parameter => parameter.Count)];
        for (int n = 0; n < Samples; n++)
        {
            double own = counts[(n * Steps)..((n + 1) * Steps)].Count(there => there);
            double[] gradient = Gradients(words[(n * Steps)..((n + 1) * Steps)], tags[(n * Steps)..((n + 1) * Steps)]);
            sum = [.. sum.Zip(gradient, (total, value) => total + (value * own / all))];
        }

        double[] together = Gradients(words, tags);
        double largest = together.Max(Math.Abs);
        Assert.All(together.Zip(sum), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * largest));
    }

    [Fact]
    public void Each_loss_of_a_network_has_places_of_its_own_and_weights()
    {
        var (words, tags, counts) = Sentences(6);
        var random = new Random(7);
        float[] kinds = [.. tags.Select(_ => (float)random.Next(3))], weights = [.. tags.Select(_ => random.NextSingle() * 2)];
        float[] Row(int n) => [.. tags[(n * Steps)..((n + 1) * Steps)], .. kinds[(n * Steps)..((n + 1) * Steps)],
            .. weights[(n * Steps)..((n + 1) * Steps)]];
        var network = new WeightedTagger(8);
        float[] scores = new float[Samples * network.OutputFloats];
        float loss = network.EvaluateLoss(words, [.. Enumerable.Range(0, Samples).SelectMany(Row)], scores);

        double Of(int i, int offset, int classes, float[] labels) => Crossentropy(
            scores.AsSpan((i / Steps * network.OutputFloats) + offset + (i % Steps * classes), classes), (int)labels[i]);
        int[] places = [.. Enumerable.Range(0, words.Length).Where(i => counts[i])];
        double first = places.Average(i => weights[i] * Of(i, 0, Tags, tags));
        double second = places.Where(i => kinds[i] != 2).Average(i => Of(i, Steps * Tags, 3, kinds));
        Assert.Equal(first + (0.5 * second), loss, 1e-5);
    }

    [Fact]
    public void Nothing_that_counts_gives_neither_loss_nor_gradient()
    {
        var network = new IgnoringTagger(9);
        var labels = new float[Steps * 2];
        Array.Fill(labels, -1);
        Assert.Equal(0, network.ComputeGradients(new float[Steps * 2], labels));
        Assert.All(network.Parameters, parameter => Assert.All(parameter.Gradient(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void A_label_that_is_neither_a_class_nor_the_ignored_one_is_refused()
    {
        var network = new IgnoringTagger(9);
        var labels = new float[Steps];
        labels[4] = -2;
        var error = Assert.Throws<ArgumentException>(() => network.ComputeGradients(new float[Steps], labels));
        Assert.StartsWith("'IgnoringTagger' expects whole numbers from 0 to 3, or -1, for the loss; target 4 is -2.", error.Message);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var (words, tags, _) = Sentences(10);
        float[][] Train(int threads)
        {
            var network = new MaskedTagger(11) { ComputeThreads = threads };
            var optimizer = new Adam();
            for (int step = 0; step < 5; step++)
            {
                network.TrainStep(words, tags, optimizer);
            }

            return [.. network.Parameters.Select(parameter => parameter.Values())];
        }

        Assert.Equal(Train(1), Train(3));
    }

    [Fact]
    public void A_mask_that_is_learned_is_counted_with_the_parameters_of_the_step()
    {
        var network = new LearnedMask(12);
        float[] inputs = [.. Enumerable.Range(0, 6 * 15).Select(i => MathF.Sin(i * 1.7f))], wanted = new float[6 * 15];
        for (int step = 0; step < 3; step++)
        {
            float[] outputs = new float[wanted.Length];
            network.Predict(inputs, outputs);
            float loss = network.EvaluateLoss(inputs, wanted);
            Assert.Equal(loss, network.TrainStep(inputs, wanted, new Sgd(0.5f)), 1e-6f);
            Parameter kernel = network.Parameters.First(), bias = network.Parameters.Skip(1).First();
            Assert.NotEqual(0, loss);
            Assert.Equal((12, 4), (kernel.Count, bias.Count));
        }
    }
}
