using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>Every network of these tests that trains, whatever it was written for.</summary>
public sealed class EveryNetworkTests
{
    private const int Batch = 21, Steps = 2;

    public static TheoryData<string> Networks => [.. typeof(EveryNetworkTests).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TrainableNetwork)) && type.GetConstructor([typeof(int)]) is not null)
        .Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Networks))]
    public void Two_threads_train_what_one_does(string name)
    {
        float[] one = Train(name, threads: 1), two = Train(name, threads: 2);
        Assert.Equal(one, two);
    }

    private static float[] Train(string name, int threads)
    {
        var network = (TrainableNetwork)Activator.CreateInstance(typeof(EveryNetworkTests).Assembly.GetType(name)!, 1)!;
        network.ComputeThreads = threads;
        var optimizer = new Adam(1e-3f);
        for (int step = 0; step < Steps; step++)
        {
            network.TrainStep(network.MakeInputs(Batch, step), network.MakeTargets(Batch, step + 100), optimizer);
        }

        return network.Weights();
    }
}
