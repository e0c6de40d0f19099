using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>A BLEU score and what it is made of.</summary>
/// <param name="Score">From 0 to 100.</param>
/// <param name="Precisions">Of n-grams of 1 to 4 tokens, in percent; smoothed where there are none that match.</param>
/// <param name="BrevityPenalty">From 0 to 1, which is that of hypotheses at least as long as the references.</param>
/// <param name="HypothesisLength">Tokens of all hypotheses.</param>
/// <param name="ReferenceLength">Tokens of all references; where there are several, of those closest in length to the hypothesis.</param>
public sealed record BleuScore(double Score, IReadOnlyList<double> Precisions, double BrevityPenalty, long HypothesisLength, long ReferenceLength)
{
    /// <summary>
    /// From the numbers of n-grams (Papineni et al., 2002; the smoothing of mteval-v13a, which is method 3 of Chen and Cherry, 2014).
    /// </summary>
    /// <param name="correct">n-grams that match, for each n from 1.</param>
    /// <param name="total">n-grams of the hypotheses.</param>
    /// <param name="hypothesisLength">Tokens of the hypotheses.</param>
    /// <param name="referenceLength">Tokens of the references.</param>
    internal static BleuScore Of(ReadOnlySpan<long> correct, ReadOnlySpan<long> total, long hypothesisLength, long referenceLength)
    {
        double penalty = hypothesisLength >= referenceLength ? 1
            : hypothesisLength == 0 ? 0
            : Distributions.Exp(1 - ((double)referenceLength / hypothesisLength));
        var precisions = new double[correct.Length];
        bool none = correct.IndexOfAnyExcept(0) < 0;
        double smoothing = 1, logarithms = 0;
        for (int n = 0; n < precisions.Length && total[n] > 0 && !none; n++)
        {
            smoothing *= correct[n] == 0 ? 2 : 1;
            precisions[n] = 100 * (correct[n] == 0 ? 1 / smoothing : correct[n]) / total[n];
            logarithms += RandomStream.Log(precisions[n]);
        }

        // Hypotheses too short for any n-gram of four have a precision of 0.
        double score = Array.IndexOf(precisions, 0) >= 0 ? 0 : penalty * Distributions.Exp(logarithms / precisions.Length);
        return new BleuScore(score, precisions, penalty, hypothesisLength, referenceLength);
    }

    /// <summary>As sacrebleu prints it: the score, the precisions, the penalty, the lengths.</summary>
    public override string ToString()
    {
        string precisions = string.Join('/', Precisions.Select(precision => FormattableString.Invariant($"{precision:F1}")));
        double ratio = ReferenceLength > 0 ? (double)HypothesisLength / ReferenceLength : 0;
        return FormattableString.Invariant(
            $"BLEU = {Score:F2} {precisions} (BP = {BrevityPenalty:F3} ratio = {ratio:F3} hyp_len = {HypothesisLength} ref_len = {ReferenceLength})");
    }
}
