using NetCompiler.Tests.Shared;
using Xunit.Abstractions;
using Recorded = NetCompiler.Tests.Shared.Golden;

namespace NetCompiler.Execution.Tests.Layers;

/// <summary>What recurrent layers promise beside their formulas.</summary>
public sealed class RecurrentTests(ITestOutputHelper output)
{
    [Fact]
    public void A_scan_with_the_equations_of_a_layer_gives_its_bits()
    {
        var (layer, own) = (new ReadyLstm(3), new OwnLstm(4));
        foreach ((string from, string to) in new[] { ("lstm/kernel", "from_input/kernel"), ("lstm/bias", "from_input/bias"),
            ("lstm/recurrent_kernel", "from_state/kernel") })
        {
            own.Parameters.Single(p => p.Name == to).CopyFrom(layer.Parameters.Single(p => p.Name == from).Values());
        }

        float[] inputs = Numbers(5 * layer.InputFloats, 1), targets = Numbers(5 * layer.OutputFloats, 2);
        float[] first = new float[targets.Length], second = new float[targets.Length];
        layer.Predict(inputs, first);
        own.Predict(inputs, second);
        Assert.Equal(first, second);

        float[] slopes = new float[inputs.Length], ownSlopes = new float[inputs.Length];
        Assert.Equal(layer.ComputeGradients(inputs, targets, first, slopes), own.ComputeGradients(inputs, targets, second, ownSlopes));
        Assert.Equal(slopes, ownSlopes);
        Assert.Equal(
            layer.Parameters.Single(p => p.Name == "lstm/recurrent_kernel").Gradient(),
            own.Parameters.Single(p => p.Name == "from_state/kernel").Gradient());
    }

    [Fact]
    public void Padding_company_and_declared_length_change_no_bit()
    {
        var (reader, longer) = (new ShortReader(5), new LongReader(6));
        Assert.Equal(reader.Parameters.Count, longer.CopyParametersFrom(reader));
        var random = new Random(7);
        int[][] texts = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, random.Next(0, 10)).Select(_ => random.Next(1, 20)).ToArray())];
        float[] Row(int[] text, int length) => [.. text.Select(word => (float)word), .. new float[length - text.Length]];
        float[] together = new float[texts.Length * 3], alone = new float[3], padded = new float[texts.Length * 3];
        reader.Predict([.. texts.SelectMany(text => Row(text, 9))], together);
        longer.Predict([.. texts.SelectMany(text => Row(text, 31))], padded);
        Assert.Equal(together, padded);
        for (int n = 0; n < texts.Length; n++)
        {
            reader.Predict(Row(texts[n], 9), alone);
            Assert.Equal(together[(n * 3)..((n + 1) * 3)], alone);
        }
    }

    [Fact]
    public void A_truncated_gradient_ends_where_it_is_told_to()
    {
        var (truncated, later) = (new TruncatedLstm(1), new LaterLstm(2));
        Assert.Equal(truncated.Parameters.Count, later.CopyParametersFrom(truncated));
        float[] x = Numbers(18, 3), wanted = Numbers(4, 4), states = new float[8];
        later.Predict([.. x[..9], .. new float[8]], states);
        float[] outputs = new float[4], both = new float[8];
        float loss = truncated.ComputeGradients(x, wanted, outputs);
        Assert.Equal(loss, later.ComputeGradients([.. x[9..], .. states], wanted, both), 1e-6f);
        Assert.Equal(both[..4], outputs);
        foreach (Parameter parameter in truncated.Parameters)
        {
            float[] expected = later.Parameters.Single(p => p.Name == parameter.Name).Gradient();
            Assert.All(parameter.Gradient().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        }
    }

    [Fact]
    public void What_stands_behind_a_length_is_not_looked_at()
    {
        var network = new BoundedScan(1);
        float[] lengths = [0, 3, 8, 5, 1], inputs = Numbers(5 * 25, 5), wanted = Numbers(20, 6);
        for (int n = 0; n < 5; n++)
        {
            inputs[(n * 25) + 24] = lengths[n];
        }

        float[] spoilt = [.. inputs];
        for (int i = 0; i < spoilt.Length; i++)
        {
            spoilt[i] = i % 25 < 24 && i % 25 / 3 >= lengths[i / 25] ? float.NaN : spoilt[i];
        }

        float[] clean = new float[20], dirty = new float[20], slopes = new float[125], spoiltSlopes = new float[125];
        float loss = network.ComputeGradients(inputs, wanted, clean, slopes);
        Dictionary<string, float[]> gradients = network.Parameters.ToDictionary(p => p.Name, p => p.Gradient());
        Assert.Equal(loss, network.ComputeGradients(spoilt, wanted, dirty, spoiltSlopes));
        Assert.Equal(clean, dirty);
        Assert.Equal(slopes, spoiltSlopes);
        Assert.All(network.Parameters, p => Assert.Equal(gradients[p.Name], p.Gradient()));
        Assert.DoesNotContain(slopes, float.IsNaN);
    }

    [Fact]
    public void The_two_biases_of_PyTorch_are_added()
    {
        if (Recorded.Find("lstm") is not { } golden)
        {
            output.WriteLine("Skipped: ../shared/golden/lstm is not there.");
            return;
        }

        var network = new OneBiasLstm();
        network.LoadWeights(golden.PathOf("final"), WeightLayout.PyTorch);
        Dictionary<string, GoldenTensor> evaluation = golden.Read("eval");
        var predictions = new float[evaluation["output"].Values.Length];
        network.Predict(evaluation["x"].Values, predictions);
        Recorded.AssertClose("evaluation", predictions, evaluation["output"].Values, golden.Tolerance("eval_output"));
    }

    [Theory, InlineData("lstm"), InlineData("gru")]
    public void Weights_come_back_from_the_layout_of_PyTorch(string kind)
    {
        TrainableNetwork Create(int seed) => kind == "lstm" ? new Golden.GoldenLstm(seed) : new Golden.GoldenGru(seed);
        TrainableNetwork network = Create(1), same = Create(2);
        string path = Path.Combine(Path.GetTempPath(), $"recurrent-{kind}-{Guid.NewGuid():N}.safetensors");
        network.Save(path, WeightLayout.PyTorch);
        same.LoadWeights(path, WeightLayout.PyTorch);
        File.Delete(path);
        Assert.All(network.Parameters.Zip(same.Parameters), pair => Assert.Equal(pair.First.Values(), pair.Second.Values()));
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
