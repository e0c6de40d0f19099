using DomainAdaptation;
using Gan;
using MiniGpt;
using NetCompiler.Tests.Shared;
using ResNet;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>
/// The networks of the samples: nothing is allocated after warm-up, threads change no bit, and a step that remembers says what the whole network
/// does.
/// </summary>
public sealed class SampleNetworkTests
{
    private const int WarmUp = 3, Calls = 10;

    private static readonly Dictionary<string, Func<TrainableNetwork>> Networks = new()
    {
        ["residual"] = () => new ResidualDigits(1),
        ["language"] = () => new Gpt(1),
        ["discriminator"] = () => new DigitDiscriminator(1),
        ["generator"] = () => new DigitGenerator(1),
        ["adapting"] = () => new AdaptingReader(1),
    };

    public static TheoryData<string> Names => new(Networks.Keys);

    [Theory, MemberData(nameof(Names))]
    public void Predict_allocates_nothing(string name)
    {
        TrainableNetwork network = Networks[name]();
        float[] inputs = network.MakeInputs(3, seed: 1), outputs = new float[3 * network.OutputFloats];
        AssertAllocatesNothing(() => network.Predict(inputs, outputs));
    }

    [Theory, MemberData(nameof(Names))]
    public void Train_step_allocates_nothing(string name)
    {
        TrainableNetwork network = Networks[name]();
        network.ComputeThreads = 2;
        (float[] inputs, float[] targets) = Batch(network, 5, seed: 1);
        var optimizer = new Adam(1e-3f);
        AssertAllocatesNothing(() => network.TrainStep(inputs, targets, optimizer));
    }

    [Fact]
    public void An_adversarial_step_allocates_nothing()
    {
        var generator = new DigitGenerator(1);
        var discriminator = new DigitDiscriminator(1);
        var trainer = new AdversarialTrainer(generator, discriminator, new Adam(1e-4f), new Adam(1e-4f));
        float[] real = discriminator.MakeInputs(4, seed: 1), noise = generator.MakeInputs(4, seed: 2);
        AssertAllocatesNothing(() => trainer.Step(real, noise));
    }

    [Theory, MemberData(nameof(Names))]
    public void Two_threads_train_what_one_does(string name)
    {
        float[][] weights = [.. new[] { 1, 2 }.Select(threads =>
        {
            TrainableNetwork network = Networks[name]();
            network.ComputeThreads = threads;
            var optimizer = new Adam(1e-3f);
            for (int step = 0; step < 3; step++)
            {
                (float[] inputs, float[] targets) = Batch(network, 7, seed: step);
                network.TrainStep(inputs, targets, optimizer);
            }

            return network.Weights();
        })];
        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void A_step_that_remembers_says_what_the_whole_network_does()
    {
        var network = new Gpt(1);
        float[] text = network.MakeInputs(1, seed: 3), scores = new float[network.OutputFloats], output = new float[Gpt.Vocabulary];
        network.Predict(text, scores);
        StreamState state = network.CreateState();
        for (int place = 0; place < Gpt.Context; place++)
        {
            network.Step(text.AsSpan(place, 1), output, state);
            Assert.Equal(scores[(place * Gpt.Vocabulary)..((place + 1) * Gpt.Vocabulary)], output);
        }
    }

    private static void AssertAllocatesNothing(Action work)
    {
        for (int i = 0; i < WarmUp; i++)
        {
            work();
        }

        Assert.Equal(0, Allocations.Least(Calls, work));
    }

    private static (float[] Inputs, float[] Targets) Batch(TrainableNetwork network, int count, int seed) =>
        (network.MakeInputs(count, seed), network.MakeTargets(count, seed + 50));
}
