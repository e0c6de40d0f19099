using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Planning;

/// <summary>Tests that judge the memory of the whole process, and so run while no other does.</summary>
[CollectionDefinition(nameof(MemoryOfTheProcess), DisableParallelization = true)]
public sealed class MemoryOfTheProcess;

/// <summary>Samples so long that a micro-batch of them would not fit: the plan takes few at once, and a step touches nothing else.</summary>
[Collection(nameof(MemoryOfTheProcess))]
public sealed class WideSampleTests
{
    private const int Width = 40_000_000;

    [Fact]
    public void A_step_over_forty_million_values_has_the_right_gradient_and_little_memory()
    {
        GeneratorRun run = Diagnose.Nothing($"[Input({Width})] [PReLU(SharedAxes = [1])] [Loss(Loss.MeanSquaredError)]");
        var network = (TrainableNetwork)Activator.CreateInstance(run.Load().GetType("Net")!, 0)!;
        float[] input = new float[Width], target = new float[Width];
        Array.Fill(input, -1f);
        Array.Fill(target, 1f);
        network.Parameters[0].CopyFrom([0.5f]);
        GC.Collect();
        long before = Environment.WorkingSet;

        float loss = network.ComputeGradients(input, target, default);
        network.TrainStep(input, target, new Sgd(0.1f));

        // The output is -1/2 everywhere: its distance to 1 is 3/2, and each place's share of the slope of alpha is 2 * 3/2.
        Assert.Equal(2.25f, loss, 1e-3f);
        Assert.Equal(3f, network.Parameters[0].Gradient()[0], 1e-3f);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 4 * 4L * Width);
    }
}
