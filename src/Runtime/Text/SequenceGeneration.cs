using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Writes sequences with a model, token by token.</summary>
public static class SequenceGeneration
{
    /// <summary>Takes the most probable token each time; of two as probable the first.</summary>
    /// <param name="model">A model with one stream.</param>
    /// <param name="prompt">What the sequence begins with, at least one token, such as the one that starts a sentence.</param>
    /// <param name="maxLength">Most tokens to write, at least 1.</param>
    /// <param name="endToken">The token that ends a sequence; null where none does.</param>
    public static GeneratedSequence Greedy(ISequenceModel model, IReadOnlyList<int> prompt, int maxLength, int? endToken = null) =>
        Write(model, prompt, maxLength, endToken, MostProbable);

    /// <summary>Draws each token by its probability.</summary>
    /// <param name="model">A model with one stream.</param>
    /// <param name="prompt">What the sequence begins with, at least one token.</param>
    /// <param name="maxLength">Most tokens to write, at least 1.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="sampler">Temperature and which tokens are drawn from; null for all at a temperature of 1.</param>
    /// <param name="endToken">The token that ends a sequence; null where none does.</param>
    public static GeneratedSequence Sample(ISequenceModel model, IReadOnlyList<int> prompt, int maxLength, Random random,
        TokenSampler? sampler = null, int? endToken = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        TokenSampler drawn = sampler ?? new TokenSampler();
        return Write(model, prompt, maxLength, endToken, logProbabilities => drawn.Next(logProbabilities, random));
    }

    /// <summary>
    /// Beam search: of all continuations of the best unfinished sequences, the best <paramref name="width"/> are kept at each step. Sequences are
    /// ranked by the logarithm of their probability, divided by ((5 + n) / 6)^<paramref name="alpha"/> for n tokens, the end included (Wu et al.,
    /// 2016).
    /// </summary>
    /// <param name="model">A model with one stream; it gets up to <paramref name="width"/>.</param>
    /// <param name="prompt">What each sequence begins with, at least one token, such as the one that starts a sentence.</param>
    /// <param name="maxLength">Most tokens to write, the end included, at least 1.</param>
    /// <param name="endToken">The token that ends a sequence.</param>
    /// <param name="width">Unfinished sequences that are kept, at least 1.</param>
    /// <param name="alpha">How much longer sequences are helped, at least 0: 0 ranks by probability alone.</param>
    /// <returns>
    /// Up to <paramref name="width"/> sequences, the best first: those that the model ended, and behind them, where these are fewer, those that are
    /// as long as they may be. Empty only where the model finds every continuation impossible.
    /// </returns>
    public static IReadOnlyList<GeneratedSequence> BeamSearch(ISequenceModel model, IReadOnlyList<int> prompt, int maxLength, int endToken,
        int width = 4, double alpha = 0.6)
    {
        CheckArguments(model, prompt, maxLength, endToken);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Array.MaxLength / model.TokenCount, nameof(width));
        if (!(alpha >= 0 && double.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected a finite number of at least 0.");
        }

        return new Beam(model, maxLength, endToken, width, alpha).Search(prompt);
    }

    /// <summary>Makes logarithms of probabilities of logits: what <see cref="ISequenceModel.Step"/> writes.</summary>
    /// <param name="logits">A float a token; changed in place.</param>
    public static void LogSoftmax(Span<float> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (float value in logits)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (float value in logits)
        {
            sum += Distributions.Exp(value - largest);
        }

        double logarithm = largest + RandomStream.Log(sum);
        foreach (ref float value in logits)
        {
            value = (float)(value - logarithm);
        }
    }

    internal static void CheckArguments(ISequenceModel model, IReadOnlyList<int> prompt, int maxLength, int? endToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentOutOfRangeException.ThrowIfZero(prompt.Count, nameof(prompt));
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        foreach (int token in endToken is int end ? prompt.Append(end) : prompt)
        {
            if ((uint)token >= (uint)model.TokenCount)
            {
                throw new ArgumentOutOfRangeException(nameof(prompt), token, FormattableString.Invariant(
                    $"Expected tokens from 0 to {model.TokenCount - 1}, for the end of a sequence, too."));
            }
        }
    }

    /// <summary>Gives the one stream all tokens of a prompt; the logarithms are those of what follows the last.</summary>
    internal static void Begin(ISequenceModel model, IReadOnlyList<int> prompt, Span<float> logProbabilities)
    {
        foreach (int token in prompt)
        {
            model.Step([token], logProbabilities);
        }
    }

    /// <exception cref="InvalidOperationException">A value is no logarithm of a probability.</exception>
    internal static void CheckLogProbabilities(ReadOnlySpan<float> logProbabilities)
    {
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            // A little above 0 is rounding.
            if (!(logProbabilities[i] <= 1e-3f))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"Expected logarithms of probabilities from the model, but token {i} has {logProbabilities[i]}."));
            }
        }
    }

    private static int MostProbable(ReadOnlySpan<float> logProbabilities)
    {
        int best = 0;
        for (int i = 1; i < logProbabilities.Length; i++)
        {
            best = logProbabilities[i] > logProbabilities[best] ? i : best;
        }

        return best;
    }

    private static GeneratedSequence Write(ISequenceModel model, IReadOnlyList<int> prompt, int maxLength, int? endToken, Choice choose)
    {
        CheckArguments(model, prompt, maxLength, endToken);
        var logProbabilities = new float[model.TokenCount];
        Begin(model, prompt, logProbabilities);
        var tokens = new List<int>();
        double sum = 0;
        while (true)
        {
            CheckLogProbabilities(logProbabilities);
            int token = choose(logProbabilities);
            sum += logProbabilities[token];
            if (token == endToken)
            {
                return new GeneratedSequence(tokens, sum, sum, Ended: true);
            }

            tokens.Add(token);
            if (tokens.Count == maxLength)
            {
                return new GeneratedSequence(tokens, sum, sum, Ended: false);
            }

            model.Step([token], logProbabilities);
        }
    }

    private delegate int Choice(ReadOnlySpan<float> logProbabilities);
}
