using Digits;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>What threads may not change: answers and trained weights, to the last bit.</summary>
public sealed class ThreadTests
{
    [Fact]
    public void Eight_threads_predict_what_one_does()
    {
        const int Threads = 8, Samples = 48;
        var model = new DigitClassifier(seed: 1);
        (float[] inputs, _) = DigitBatch.Make(Samples);
        var expected = new float[Samples * DigitBatch.Classes];
        model.Predict(inputs, expected);

        var answers = new float[Threads][];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            start.SignalAndWait();
            answers[t] = PredictInPieces(model, inputs, Samples, piece: t + 1);
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Theory, InlineData(32), InlineData(37), InlineData(3)]
    public void Two_threads_train_what_one_does(int batch)
    {
        Dictionary<string, float[]> one = TrainTenSteps(batch, threads: 1), two = TrainTenSteps(batch, threads: 2);
        Assert.All(one, parameter => Assert.Equal(parameter.Value, two[parameter.Key]));
    }

    [Fact]
    public void Fitting_is_the_same_on_any_number_of_threads()
    {
        (float[] inputs, float[] targets) = DigitBatch.Make(100);
        var data = Dataset.FromArrays(inputs, [28, 28, 1], targets);
        Dictionary<string, float[]>[] fitted = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var model = new DigitClassifier(seed: 1);
            model.Fit(data, new FitOptions { Epochs = 2, BatchSize = 32, Threads = threads, Optimizer = new Adam(1e-3f) });
            return DigitBatch.Weights(model);
        })];
        Assert.All(fitted, weights => Assert.Equal(fitted[0], weights));
    }

    private static float[] PredictInPieces(DigitClassifier model, float[] inputs, int samples, int piece)
    {
        var outputs = new float[samples * DigitBatch.Classes];
        for (int first = 0; first < samples; first += piece)
        {
            int count = Math.Min(piece, samples - first);
            model.Predict(
                inputs.AsSpan(first * DigitBatch.Pixels, count * DigitBatch.Pixels),
                    outputs.AsSpan(first * DigitBatch.Classes, count * DigitBatch.Classes));
        }

        return outputs;
    }

    private static Dictionary<string, float[]> TrainTenSteps(int batch, int threads)
    {
        var model = new DigitClassifier(seed: 1) { ComputeThreads = threads };
        var optimizer = new Adam(1e-3f);
        for (int step = 0; step < 10; step++)
        {
            (float[] inputs, float[] targets) = DigitBatch.Make(batch, seed: step);
            model.TrainStep(inputs, targets, optimizer);
        }

        return DigitBatch.Weights(model);
    }
}
