using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>How often the tokens of a vocabulary occur in the texts that it was made from.</summary>
/// <param name="Texts">Number of texts.</param>
/// <param name="UnknownOccurrences">Occurrences of tokens that are not in the vocabulary.</param>
/// <param name="Occurrences">Of each token but the two special ones.</param>
/// <param name="TextCounts">Texts that have the token, for each but the two special ones.</param>
internal sealed record TokenStatistics(long Texts, long UnknownOccurrences, long[] Occurrences, long[] TextCounts)
{
    /// <summary>Keras' inverse document frequencies: the mean of all for the unknown token, then one for each token.</summary>
    public float[] InverseDocumentFrequencies()
    {
        var weights = new float[TextCounts.Length + 1];
        double sum = 0;
        for (int i = 0; i < TextCounts.Length; i++)
        {
            weights[i + 1] = (float)RandomStream.Log(1 + (Texts / (1.0 + TextCounts[i])));
            sum += weights[i + 1];
        }

        weights[0] = (float)(sum / Math.Max(1, TextCounts.Length));
        return weights;
    }
}
