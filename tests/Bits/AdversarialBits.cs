using Gan;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Bits;

/// <summary>A line of hashes for the two networks of the Gan sample, trained against each other.</summary>
internal static class AdversarialBits
{
    public static string Of(Options options)
    {
        var generator = new DigitGenerator(1) { ComputeThreads = options.Threads };
        var discriminator = new DigitDiscriminator(1) { ComputeThreads = options.Threads };
        var trainer = new AdversarialTrainer(generator, discriminator, new Adam(2e-4f), new Adam(2e-4f));
        for (int step = 0; step < options.Steps; step++)
        {
            trainer.Step(discriminator.MakeInputs(options.TrainingBatch, step), generator.MakeInputs(options.TrainingBatch, step + 9));
        }

        return $" trained {Fnv.Of([.. generator.Weights(), .. discriminator.Weights(), .. NetworkBits.Predict(generator, options.TrainingBatch)])}";
    }
}
