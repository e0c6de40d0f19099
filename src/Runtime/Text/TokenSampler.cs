using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Draws tokens by their probabilities. Settings are applied in their order here.</summary>
public sealed class TokenSampler
{
    private readonly float _temperature = 1;
    private readonly int? _topK;
    private readonly float _topP = 1;

    /// <summary>
    /// Logarithms of probabilities are divided by it: below 1 the probable tokens come yet more often, above 1 less. Above 0; 1 by default.
    /// </summary>
    public float Temperature
    {
        get => _temperature;
        init => _temperature = Argument.Positive(value);
    }

    /// <summary>
    /// Only so many of the most probable tokens are drawn from, at least 1; null, the default, for all. Of two as probable, the first counts.
    /// </summary>
    public int? TopK
    {
        get => _topK;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(TopK));
            _topK = value;
        }
    }

    /// <summary>
    /// Of what is left, only the fewest of the most probable tokens are drawn from that together have at least this probability (Holtzman et al.,
    /// 2020). From 0, which leaves one, to 1, the default, which leaves all.
    /// </summary>
    public float TopP
    {
        get => _topP;
        init => _topP = Argument.Share(value);
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logProbabilities">
    /// A float a token: logarithms of probabilities, or those but for a constant, such as logits; at least one finite.
    /// </param>
    /// <param name="random">Where the draw comes from: one number a token.</param>
    /// <exception cref="ArgumentException">No token is possible, or a value is NaN or positive infinity.</exception>
    public int Next(ReadOnlySpan<float> logProbabilities, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] tokens = [.. Enumerable.Range(0, logProbabilities.Length)];
        double[] weights = Weights(logProbabilities);
        int kept = tokens.Length;
        if (TopK is not null || TopP < 1)
        {
            // A sort that keeps the order of equals.
            tokens = [.. tokens.OrderByDescending(token => weights[token])];
            kept = Kept(Array.ConvertAll(tokens, token => weights[token]));
        }

        double rest = random.NextDouble() * tokens.AsSpan(0, kept).ToArray().Sum(token => weights[token]);
        for (int i = 0; i < kept; i++)
        {
            rest -= weights[tokens[i]];
            if (rest < 0)
            {
                return tokens[i];
            }
        }

        // Rounding may leave a little.
        return tokens[..kept].Last(token => weights[token] > 0);
    }

    /// <summary>Probabilities but for a factor, the largest 1.</summary>
    private double[] Weights(ReadOnlySpan<float> logProbabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in logProbabilities)
        {
            largest = value > largest ? value : largest;
        }

        var weights = new double[logProbabilities.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Distributions.Exp(((double)logProbabilities[i] - largest) / Temperature);
            if (double.IsNaN(weights[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected logarithms of probabilities, one of them finite, but token {i} has {logProbabilities[i]}."), nameof(logProbabilities));
            }
        }

        return weights;
    }

    /// <summary>How many of the sorted weights are drawn from.</summary>
    private int Kept(double[] weights)
    {
        int most = Math.Min(TopK ?? weights.Length, weights.Length);
        double all = weights.AsSpan(0, most).ToArray().Sum(), sum = 0;
        for (int i = 0; i < most; i++)
        {
            sum += weights[i];
            if (sum >= TopP * all)
            {
                return i + 1;
            }
        }

        return most;
    }
}
