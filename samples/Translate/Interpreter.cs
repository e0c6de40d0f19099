using NetCompiler;

namespace Translate;

/// <summary>Translates with a network, and measures how well it foresees translations.</summary>
internal sealed class Interpreter(TrainableNetwork model, Corpus corpus)
{
    /// <summary>Translations of texts, the best that a beam search finds.</summary>
    public string[] Translate(IReadOnlyList<string> sources)
    {
        var translations = new string[sources.Count];
        Parallel.For(0, sources.Count, n =>
        {
            var writer = new StreamModel(model, corpus.Numbers(sources[n]));
            IReadOnlyList<GeneratedSequence> best = SequenceGeneration.BeamSearch(
                writer, [corpus.Start], maxLength: Sizes.Length, corpus.End, width: 4, alpha: 1);
            translations[n] = corpus.Text(best[0].Tokens);
        });

        return translations;
    }

    /// <summary>e to the mean of minus the logarithms of the probabilities that a translation's words had, its end included.</summary>
    public double Perplexity(ParallelText pairs)
    {
        Dataset samples = corpus.ToDataset(pairs);
        (double sum, long count) = (0, 0);
        float[] input = new float[model.InputFloats], target = new float[model.TargetFloats];
        for (int n = 0; n < samples.Count; n++)
        {
            samples.CopySample(n, input, target);
            int words = target.Count(word => word != Sizes.Padding);
            sum += (double)model.EvaluateLoss(input, target) * words;
            count += words;
        }

        return Math.Exp(sum / count);
    }
}
