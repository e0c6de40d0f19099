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

    /// <summary>What lies between the outputs of layers, and what a step before has left there, is not looked at.</summary>
    [Theory, MemberData(nameof(Networks))]
    public void Layers_that_are_finite_are_not_named(string name)
    {
        TrainableNetwork network = Create(name);
        float[] inputs = network.MakeInputs(Batch, 1), targets = network.MakeTargets(Batch, 2);
        if (!float.IsFinite(network.ComputeGradients(inputs, targets)))
        {
            return;
        }

        Assert.Null(network.FindNonFinite(inputs, targets));
        if (network.Description is not { InputIndices.Length: 0, TargetIndices.Length: 0 })
        {
            return;
        }

        network.ComputeGradients([.. Enumerable.Repeat(float.NaN, inputs.Length)], targets);
        Assert.Null(network.FindNonFinite(inputs, targets));
        targets.AsSpan(3 * network.TargetFloats, network.TargetFloats).Fill(1e30f);
        Assert.NotEqual(NonFiniteKind.Layer, network.FindNonFinite(inputs, targets)?.Kind);
    }

    [Theory, MemberData(nameof(Networks))]
    public void What_overflows_is_found(string name)
    {
        TrainableNetwork network = Create(name);
        foreach (Parameter parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            parameter.CopyFrom([.. values.Select(value => value * 1e30f)]);
        }

        float[] inputs = network.MakeInputs(Batch, 1), targets = network.MakeTargets(Batch, 2);
        bool isFinite = float.IsFinite(network.ComputeGradients(inputs, targets));
        NonFiniteValue? found = network.FindNonFinite(inputs, targets);
        Assert.True(isFinite || found is not null);
        Assert.True(found is null or { Sample: null or (>= 0 and < Batch), TimeStep: null or >= 0 });
        Assert.DoesNotContain('.', found?.Name ?? "");
    }

    private static TrainableNetwork Create(string name) =>
        (TrainableNetwork)Activator.CreateInstance(typeof(EveryNetworkTests).Assembly.GetType(name)!, 1)!;

    private static float[] Train(string name, int threads)
    {
        TrainableNetwork network = Create(name);
        network.ComputeThreads = threads;
        var optimizer = new Adam(1e-3f);
        for (int step = 0; step < Steps; step++)
        {
            network.TrainStep(network.MakeInputs(Batch, step), network.MakeTargets(Batch, step + 100), optimizer);
        }

        return network.Weights();
    }
}
