using NetCompiler.Tests.Shared;
using Xunit.Abstractions;
using Recorded = NetCompiler.Tests.Shared.Golden;

namespace NetCompiler.Execution.Tests.Golden;

/// <summary>Ten steps of a generator and a discriminator against PyTorch's.</summary>
public sealed class GoldenAdversarialTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_steps()
    {
        if (Find() is not { } golden)
        {
            return;
        }

        (GoldenGenerator generator, GoldenDiscriminator discriminator) = Load(golden.Read("init"));
        var trainer = new AdversarialTrainer(generator, discriminator, Adam(), Adam());
        Dictionary<string, GoldenTensor> batches = golden.Read("batches");
        for (int k = 0; k < 10; k++)
        {
            (float discriminatorLoss, float generatorLoss) = trainer.Step(batches[$"x.{k}"].Values, batches[$"z.{k}"].Values);
            float[] wanted = [.. golden.Description.GetProperty("losses")[k].EnumerateArray().Select(loss => loss.GetSingle())];
            Recorded.AssertClose($"losses {k}", [discriminatorLoss, generatorLoss], wanted, golden.Tolerance("losses"));
        }

        Dictionary<string, GoldenTensor> final = golden.Read("final"), start = golden.Read("init");
        foreach (GoldenTensor tensor in final.Values.Where(t => !t.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            float[] got = Values(tensor.Name[0] == 'g' ? generator : discriminator, tensor.Name[2..]);
            golden.LeaveOutUndetermined(tensor.Name, got, tensor.Values);

            // What follows an undetermined bias is compared as loosely as the bias may stray: a learning rate in each of ten steps.
            double tolerance = tensor.Name == "g.bn1.running_mean" ? 10 * 2e-4 / tensor.Values.Max(Math.Abs) : golden.Tolerance("final");
            Recorded.AssertClose(tensor.Name, got, tensor.Values, tolerance);
            if (tensor.Name is not ("g.bn1.running_mean" or "g.deconv1.bias"))
            {
                Recorded.AssertSameChange(tensor.Name, got, tensor.Values, start[tensor.Name].Values, golden.Tolerance("final_change"));
            }
        }
    }

    [Fact]
    public void First_step()
    {
        if (Find() is not { } golden)
        {
            return;
        }

        (GoldenGenerator generator, GoldenDiscriminator discriminator) = Load(golden.Read("init"));
        Dictionary<string, GoldenTensor> batches = golden.Read("batches"), step = golden.Read("step0");
        float[] noise = batches["z.0"].Values, real = batches["x.0"].Values, fake = new float[real.Length];
        generator.ComputeGradients(noise, new float[real.Length], fake);
        Recorded.AssertClose("generated", fake, step["output"].Values, golden.Tolerance("step0_output"));

        float[] labels = [.. Enumerable.Repeat(1f, 16), .. Enumerable.Repeat(0f, 16)], weights = [.. Enumerable.Repeat(2f, 32)];
        float[] judged = new float[32], ofSamples = new float[2 * real.Length];
        discriminator.ComputeGradients([.. real, .. fake], labels, judged, ofSamples, weights);
        Recorded.AssertClose("judged real", judged.AsSpan(0, 16), step["output.d_real"].Values, golden.Tolerance("step0_output"));
        Recorded.AssertClose("judged generated", judged.AsSpan(16), step["output.d_fake"].Values, golden.Tolerance("step0_output"));
        Recorded.AssertClose("gradient of the samples", ofSamples.AsSpan(0, real.Length), step["grad.x"].Values, golden.Tolerance("step0_gradients"));
    }

    [Fact]
    public void Inference()
    {
        if (Find() is not { } golden)
        {
            return;
        }

        (GoldenGenerator generator, _) = Load(golden.Read("final"));
        Dictionary<string, GoldenTensor> evaluation = golden.Read("eval");
        var images = new float[evaluation["output"].Values.Length];
        generator.Predict(evaluation["z"].Values, images);
        Recorded.AssertClose("evaluation", images, evaluation["output"].Values, golden.Tolerance("eval_output"));
    }

    private static Adam Adam() => new(2e-4f) { Beta1 = 0.5f, Epsilon = 1e-8f, Rule = UpdateRule.PyTorch };

    private static (GoldenGenerator Generator, GoldenDiscriminator Discriminator) Load(Dictionary<string, GoldenTensor> tensors)
    {
        (var generator, var discriminator) = (new GoldenGenerator(), new GoldenDiscriminator());
        WeightConvention convention = WeightConvention.Of(WeightLayout.PyTorch);
        foreach ((TrainableNetwork network, string prefix) in new (TrainableNetwork, string)[] { (generator, "g."), (discriminator, "d.") })
        {
            foreach (Parameter parameter in network.Parameters)
            {
                parameter.CopyFrom(convention.Places(parameter).FromTensor(tensors[prefix + convention.Name(parameter.LayerName, parameter)].Values));
            }
        }

        return (generator, discriminator);
    }

    private static float[] Values(TrainableNetwork network, string recorded)
    {
        WeightConvention convention = WeightConvention.Of(WeightLayout.PyTorch);
        Parameter parameter = network.Parameters.Single(p => convention.Name(p.LayerName, p) == recorded);
        return convention.Places(parameter).ToTensor(parameter.Values());
    }

    private Recorded? Find()
    {
        Recorded? golden = Recorded.Find("dcgan");
        if (golden is null)
        {
            output.WriteLine("Skipped: ../shared/golden/dcgan is not there.");
        }

        return golden;
    }
}
