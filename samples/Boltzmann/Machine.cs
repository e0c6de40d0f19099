using NetCompiler;

namespace Boltzmann;

/// <summary>Dreams of a machine: each goes from pixels to hidden units and back, at random, again and again.</summary>
internal sealed class Machine(BoltzmannMachine network, int seed)
{
    private const int Pixels = BoltzmannMachine.Pixels, Hidden = BoltzmannMachine.Hidden, Outputs = 1 + Pixels;

    private readonly Random _random = new(seed);

    /// <summary>One step for each dream; gives the probabilities of the pixels.</summary>
    /// <param name="dreams">Pixels, 0 or 1, that are replaced.</param>
    public float[] Step(Span<float> dreams)
    {
        float[] outputs = Run(dreams), probabilities = new float[dreams.Length];
        for (int i = 0; i < dreams.Length; i++)
        {
            probabilities[i] = outputs[(i / Pixels * Outputs) + 1 + (i % Pixels)];
            dreams[i] = _random.NextSingle() < probabilities[i] ? 1 : 0;
        }

        return probabilities;
    }

    /// <summary>A step of training, and of the dreams.</summary>
    public void Train(ReadOnlySpan<float> digits, Span<float> dreams, Optimizer optimizer)
    {
        network.TrainStep(Rows(dreams), digits, optimizer);
        Step(dreams);
    }

    /// <summary>The logarithm of the pseudo-likelihood: how likely the machine finds each pixel where it sees all others, by one of them.</summary>
    public double PseudoLikelihood(ReadOnlySpan<float> digits)
    {
        float[] flipped = digits.ToArray();
        for (int start = 0; start < flipped.Length; start += Pixels)
        {
            ref float pixel = ref flipped[start + _random.Next(Pixels)];
            pixel = 1 - pixel;
        }

        float[] energies = Run(digits), others = Run(flipped);
        return Enumerable.Range(0, digits.Length / Pixels)
            .Average(i => -Pixels * Math.Log(1 + Math.Exp(energies[i * Outputs] - others[i * Outputs])));
    }

    private float[] Run(ReadOnlySpan<float> dreams)
    {
        float[] outputs = new float[dreams.Length / Pixels * Outputs];
        network.Predict(Rows(dreams), outputs);
        return outputs;
    }

    /// <summary>A row for each dream: its pixels, and dice.</summary>
    private float[] Rows(ReadOnlySpan<float> dreams)
    {
        const int width = Pixels + Hidden;
        float[] rows = new float[dreams.Length / Pixels * width];
        for (int i = 0; i < dreams.Length / Pixels; i++)
        {
            Span<float> row = rows.AsSpan(i * width, width);
            dreams.Slice(i * Pixels, Pixels).CopyTo(row);
            foreach (ref float die in row[Pixels..])
            {
                die = _random.NextSingle();
            }
        }

        return rows;
    }
}
