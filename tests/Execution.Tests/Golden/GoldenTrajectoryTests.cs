using NetCompiler.Tests.Shared;
using Xunit.Abstractions;
using Recorded = NetCompiler.Tests.Shared.Golden;

namespace NetCompiler.Execution.Tests.Golden;

/// <summary>Ten training steps against PyTorch's, tensor by tensor; the tolerances are the recorded ones.</summary>
public sealed class GoldenTrajectoryTests(ITestOutputHelper output)
{
    /// <summary>A recorded model, ours for it, and PyTorch's optimizer with the recorded settings.</summary>
    private sealed record Case(Func<TrainableNetwork> Model, Func<Optimizer> Optimizer);

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["mlp"] = new(() => new GoldenMlp(), TorchOptimizers.Adam),
        ["cnn"] = new(() => new GoldenCnn(), TorchOptimizers.Adam),
        ["cnn_strided"] = new(() => new GoldenStridedCnn(), TorchOptimizers.NesterovSgd),
        ["resblock"] = new(() => new GoldenResidualBlock(), () => TorchOptimizers.AdamW(1e-3f, 0.999f, 0.01f)),
        ["transformer"] = new(() => new GoldenTransformer(), () => TorchOptimizers.AdamW(3e-3f, 0.95f, 0.1f)),
        ["rnn"] = new(() => new GoldenRnn(), TorchOptimizers.Adam),
        ["lstm"] = new(() => new GoldenLstm(), TorchOptimizers.Adam),
        ["gru"] = new(() => new GoldenGru(), TorchOptimizers.Adam),
        ["seq2seq"] = new(() => new GoldenTranslator(), TorchOptimizers.Adam),
        ["word2vec"] = new(() => new GoldenWordVectors(), () => new Sgd(0.1f)),
        ["bilstm"] = new(() => new GoldenBidirectionalLstm(), TorchOptimizers.Adam),
        ["autoencoder"] = new(() => new GoldenAutoencoder(), TorchOptimizers.RmsProp),
        ["regression"] = new(() => new GoldenRegression(), TorchOptimizers.Adagrad),
        ["regression_huber"] = new(() => new GoldenHuber(), TorchOptimizers.Adagrad),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory, MemberData(nameof(Names))]
    public void First_step(string name)
    {
        if (Find(name) is not { } golden)
        {
            return;
        }

        TrainableNetwork model = Load(name, golden, "init");
        Dictionary<string, GoldenTensor> batches = golden.Read("batches"), step = golden.Read("step0");
        var predictions = new float[step["output"].Values.Length];
        GoldenTensor? wantedGradient = step.GetValueOrDefault("grad.x");
        var inputGradients = new float[wantedGradient?.Values.Length ?? 0];
        float loss = model.ComputeGradients(Inputs(batches, ".0"), Targets(batches, ".0"), predictions, inputGradients);

        Recorded.AssertClose("output", predictions, step["output"].Values, golden.Tolerance("step0_output"));
        Recorded.AssertClose("loss", [loss], step["loss"].Values, golden.Tolerance("losses"));
        foreach (GoldenTensor gradient in step.Values.Where(t => t.Name is not ("output" or "loss" or "grad.x")))
        {
            string tensor = gradient.Name["grad.".Length..];
            float[] got = Tensor(model, tensor, (parameter, values) => parameter.CopyGradientTo(values));
            golden.LeaveOutUndetermined(tensor, got, gradient.Values);
            Recorded.AssertClose(gradient.Name, got, gradient.Values, golden.Tolerance("step0_gradients"));
        }

        if (wantedGradient is not null)
        {
            Recorded.AssertClose("grad.x", inputGradients, Images(wantedGradient), golden.Tolerance("step0_gradients"));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Ten_steps(string name)
    {
        if (Find(name) is not { } golden)
        {
            return;
        }

        TrainableNetwork model = Load(name, golden, "init");
        Dictionary<string, GoldenTensor> batches = golden.Read("batches"), start = golden.Read("init"), evaluation = golden.Read("eval");
        Optimizer optimizer = Cases[name].Optimizer();
        float[] losses = [.. golden.Description.GetProperty("losses").EnumerateArray().Select(loss => loss.GetSingle())];
        for (int k = 0; k < losses.Length; k++)
        {
            float loss = model.TrainStep(Inputs(batches, $".{k}"), Targets(batches, $".{k}"), optimizer);
            Recorded.AssertClose($"loss {k}", [loss], [losses[k]], golden.Tolerance("losses"));
        }

        foreach (GoldenTensor final in golden.Read("final").Values.Where(tensor => !WeightConvention.Of(WeightLayout.PyTorch).Ignores(tensor.Name)))
        {
            float[] got = Tensor(model, final.Name, (parameter, values) => parameter.CopyTo(values));
            golden.LeaveOutUndetermined(final.Name, got, final.Values);
            Recorded.AssertClose(final.Name, got, final.Values, golden.Tolerance("final"));
            Recorded.AssertSameChange(final.Name, got, final.Values, start[final.Name].Values, golden.Tolerance("final_change"));
        }

        AssertPredicts(model, evaluation, golden.Tolerance("eval_output_own_training"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Inference(string name)
    {
        if (Find(name) is { } golden)
        {
            AssertPredicts(Load(name, golden, "final"), golden.Read("eval"), golden.Tolerance("eval_output"));
        }
    }

    private static void AssertPredicts(TrainableNetwork model, Dictionary<string, GoldenTensor> evaluation, double tolerance)
    {
        var got = new float[evaluation["output"].Values.Length];
        model.Predict(Inputs(evaluation, ""), got);
        Recorded.AssertClose("evaluation", got, evaluation["output"].Values, tolerance);
    }

    /// <summary>
    /// The inputs of a batch: of a translator, a sample's source words and what the decoder is given; of word vectors, a word, its context and words
    /// that are none.
    /// </summary>
    private static float[] Inputs(Dictionary<string, GoldenTensor> batch, string suffix)
    {
        GoldenTensor first = batch["x" + suffix];
        return batch.GetValueOrDefault("dec_in" + suffix) is { } decoder ? SideBySide(first, decoder)
            : batch.GetValueOrDefault("neg" + suffix) is { } negatives ? SideBySide(first, batch["y" + suffix], negatives)
            : Images(first);
    }

    /// <summary>The rows of tensors, those of a sample one behind the other.</summary>
    private static float[] SideBySide(params GoldenTensor[] tensors)
    {
        int samples = tensors[0].Shape[0];
        return [.. Enumerable.Range(0, samples).SelectMany(n => tensors.SelectMany(tensor =>
            tensor.Values.AsSpan(n * (tensor.Values.Length / samples), tensor.Values.Length / samples).ToArray()))];
    }

    /// <summary>The targets of a batch; among words, the first is the one that was there.</summary>
    private static float[] Targets(Dictionary<string, GoldenTensor> batch, string suffix) =>
        batch.GetValueOrDefault("neg" + suffix) is not { } negatives ? batch["y" + suffix].Values
            : [.. Enumerable.Repeat<float[]>([1, 0, 0, 0, 0, 0], negatives.Shape[0]).SelectMany(row => row)];

    /// <summary>A batch of images as ours are, with the channels last; other tensors as they are.</summary>
    private static float[] Images(GoldenTensor batch)
    {
        if (batch.Shape is not [int samples, int channels, int height, int width])
        {
            return batch.Values;
        }

        WeightPlaces places = WeightPlaces.Permuted([samples, channels, height, width], [samples, height, width, channels], [0, 3, 1, 2]);
        return places.FromTensor(batch.Values);
    }

    private Recorded? Find(string name)
    {
        Recorded? golden = Recorded.Find(name);
        if (golden is null)
        {
            output.WriteLine($"Skipped: ../shared/golden/{name} is not there.");
        }

        return golden;
    }

    private static TrainableNetwork Load(string name, Recorded golden, string file)
    {
        TrainableNetwork model = Cases[name].Model();
        model.LoadWeights(golden.PathOf(file), WeightLayout.PyTorch);
        return model;
    }

    /// <summary>A recorded tensor as our network has it, from the parameter or the parameters that it holds.</summary>
    private static float[] Tensor(TrainableNetwork model, string recorded, Action<Parameter, float[]> read)
    {
        WeightConvention convention = WeightConvention.Of(WeightLayout.PyTorch);
        TensorData[] ours =
        [
            .. model.Parameters.Where(p => convention.Name(p.LayerName, p).Split('[')[0] == recorded).Select(p =>
            {
                var values = new float[p.Count];
                read(p, values);
                WeightPlaces places = convention.Places(p);
                return new TensorData(convention.Name(p.LayerName, p), places.Shape, places.ToTensor(values));
            }),
        ];
        return WeightParts.Join(ours).Single().Values;
    }
}
