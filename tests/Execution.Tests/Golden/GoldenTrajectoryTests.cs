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
        ["autoencoder"] = new(() => new GoldenAutoencoder(), TorchOptimizers.RmsProp),
        ["regression"] = new(() => new GoldenRegression(), TorchOptimizers.Adagrad),
        ["regression_huber"] = new(() => new GoldenHuber(), TorchOptimizers.Adagrad),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory, MemberData(nameof(Names))]
    public void FirstStep(string name)
    {
        if (Find(name) is not { } golden)
        {
            return;
        }

        TrainableNetwork model = Load(name, golden, "init");
        Dictionary<string, GoldenTensor> batches = golden.Read("batches"), step = golden.Read("step0");
        var predictions = new float[step["output"].Values.Length];
        var inputGradients = new float[step["grad.x"].Values.Length];
        float loss = model.ComputeGradients(Images(batches["x.0"]), batches["y.0"].Values, predictions, inputGradients);

        Recorded.AssertClose("output", predictions, step["output"].Values, golden.Tolerance("step0_output"));
        Recorded.AssertClose("loss", [loss], step["loss"].Values, golden.Tolerance("losses"));
        foreach (GoldenTensor gradient in step.Values.Where(t => t.Name is not ("output" or "loss" or "grad.x")))
        {
            string parameter = gradient.Name["grad.".Length..];
            var got = new float[gradient.Values.Length];
            Parameter(model, parameter).CopyGradientTo(got);
            golden.LeaveOutUndetermined(parameter, got, Values(model, parameter, gradient));
            Recorded.AssertClose(gradient.Name, got, Values(model, parameter, gradient), golden.Tolerance("step0_gradients"));
        }

        Recorded.AssertClose("grad.x", inputGradients, Images(step["grad.x"]), golden.Tolerance("step0_gradients"));
    }

    [Theory, MemberData(nameof(Names))]
    public void TenSteps(string name)
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
            float loss = model.TrainStep(Images(batches[$"x.{k}"]), batches[$"y.{k}"].Values, optimizer);
            Recorded.AssertClose($"loss {k}", [loss], [losses[k]], golden.Tolerance("losses"));
        }

        foreach (GoldenTensor final in golden.Read("final").Values.Where(tensor => !WeightConvention.Of(WeightLayout.PyTorch).Ignores(tensor.Name)))
        {
            var got = new float[final.Values.Length];
            Parameter(model, final.Name).CopyTo(got);
            float[] want = Values(model, final.Name, final);
            Recorded.AssertClose(final.Name, got, want, golden.Tolerance("final"));
            golden.LeaveOutUndetermined(final.Name, got, want);
            Recorded.AssertSameChange(final.Name, got, want, Values(model, final.Name, start[final.Name]), golden.Tolerance("final_change"));
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
        model.Predict(Images(evaluation["x"]), got);
        Recorded.AssertClose("evaluation", got, evaluation["output"].Values, tolerance);
    }

    /// <summary>A batch of images as ours are, with the channels last; other tensors as they are.</summary>
    private static float[] Images(GoldenTensor batch)
    {
        if (batch.Shape is not [int samples, int channels, int height, int width])
        {
            return batch.Values;
        }

        WeightPlaces places = WeightPlaces.Permuted([samples, height, width, channels], [[0], [3], [1], [2]], new int[4][]);
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

    private static Parameter Parameter(TrainableNetwork model, string recorded) =>
        model.Parameters.Single(p => WeightConvention.Of(WeightLayout.PyTorch).Name(p.LayerName, p) == recorded);

    /// <summary>A recorded tensor's values as the parameter has them.</summary>
    private static float[] Values(TrainableNetwork model, string parameter, GoldenTensor tensor) =>
        WeightConvention.Of(WeightLayout.PyTorch).Places(Parameter(model, parameter)).FromTensor(tensor.Values);
}
