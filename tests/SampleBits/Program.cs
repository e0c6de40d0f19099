using DomainAdaptation;
using Gan;
using MiniGpt;
using NetCompiler;
using NetCompiler.Tests.Shared;
using ResNet;

// Trains each network of the samples for some steps on made-up data, and prints a line for each with a number for all bits of its weights and predictions: the same
// on every processor and for any number of threads.
int threads = args.Length > 0 ? int.Parse(args[0]) : 1;
Console.WriteLine($"residual digits {Train(new ResidualDigits(1), 9, steps: 3, threads)}");
Console.WriteLine($"language model {Train(new Gpt(1), 2, steps: 2, threads)}");
Console.WriteLine($"language model's step {Bits(Predict(new GptStep(1), 1))}");
Console.WriteLine($"domains {Train(new AdaptingReader(1), 7, steps: 3, threads)}");
Console.WriteLine($"painter {Paint(threads)}");
return;

static string Train(TrainableNetwork network, int batch, int steps, int threads)
{
    network.ComputeThreads = threads;
    var optimizer = new Adam(1e-3f);
    for (int step = 0; step < steps; step++)
    {
        network.TrainStep(network.MakeInputs(batch, step), network.MakeTargets(batch, step), optimizer);
    }

    return Bits([.. network.Weights(), .. Predict(network, batch)]);
}

static string Paint(int threads)
{
    var generator = new DigitGenerator(1) { ComputeThreads = threads };
    var discriminator = new DigitDiscriminator(1) { ComputeThreads = threads };
    var trainer = new AdversarialTrainer(generator, discriminator, new Adam(2e-4f), new Adam(2e-4f));
    for (int step = 0; step < 2; step++)
    {
        trainer.Step(discriminator.MakeInputs(5, step), generator.MakeInputs(5, step + 9));
    }

    return Bits([.. generator.Weights(), .. discriminator.Weights(), .. Predict(generator, 3)]);
}

static float[] Predict(CompiledNetwork network, int batch)
{
    var outputs = new float[network.OutputFloats * batch];
    network.Predict(network.MakeInputs(batch, seed: 77), outputs);
    return outputs;
}

// FNV-1a over the floats' bits.
static string Bits(float[] values)
{
    ulong hash = 14695981039346656037;
    foreach (float value in values)
    {
        hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211;
    }

    return hash.ToString("x16");
}
