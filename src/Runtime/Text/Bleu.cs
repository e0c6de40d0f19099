using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// How much translations have in common with those of people: BLEU of a whole corpus (Papineni et al., 2002), as sacrebleu computes it by default,
/// with n-grams of up to four tokens of its tokenizer 13a.
/// </summary>
public static class Bleu
{
    private const int LongestNgram = 4;

    /// <summary>The score of hypotheses with one reference each.</summary>
    /// <param name="hypotheses">The translations to judge, at least one; not tokenized.</param>
    /// <param name="references">As many translations that are right.</param>
    /// <param name="lowercase">Whether capital letters are taken for small ones.</param>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, bool lowercase = false)
    {
        Argument.WithoutNull(references, nameof(references));
        return Corpus(hypotheses, [references], lowercase);
    }

    /// <summary>The score of hypotheses with several references each.</summary>
    /// <param name="hypotheses">The translations to judge, at least one; not tokenized.</param>
    /// <param name="references">At least one list of as many translations that are right.</param>
    /// <param name="lowercase">Whether capital letters are taken for small ones.</param>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, bool lowercase = false)
    {
        Argument.WithoutNull(hypotheses, nameof(hypotheses));
        Argument.WithoutNull(references, nameof(references));
        ArgumentOutOfRangeException.ThrowIfZero(hypotheses.Count, nameof(hypotheses));
        ArgumentOutOfRangeException.ThrowIfZero(references.Count, nameof(references));
        foreach (IReadOnlyList<string> list in references)
        {
            if (Argument.WithoutNull(list, nameof(references)).Count != hypotheses.Count)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected {hypotheses.Count} references, one for each hypothesis, but got {list.Count}."), nameof(references));
            }
        }

        var totals = new Totals();
        for (int i = 0; i < hypotheses.Count; i++)
        {
            totals.Add(Tokens(hypotheses[i], lowercase), [.. references.Select(list => Tokens(list[i], lowercase))]);
        }

        return BleuScore.Of(totals.Correct, totals.All, totals.HypothesisLength, totals.ReferenceLength);
    }

    /// <summary>A text as it is compared: its tokens, marks of punctuation among them, with one space between neighbours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lowercase">Whether capital letters become small ones.</param>
    public static string Tokenize(string text, bool lowercase = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Tokenizer13a.Tokenize(lowercase ? text.ToLowerInvariant() : text);
    }

    private static string[] Tokens(string text, bool lowercase) => Tokenize(text, lowercase).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>n-grams of up to four tokens, and how often they occur.</summary>
    private static Dictionary<string, int> Ngrams(string[] tokens)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int n = 1; n <= LongestNgram; n++)
        {
            for (int first = 0; first + n <= tokens.Length; first++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, string.Join(' ', tokens, first, n), out _)++;
            }
        }

        return counts;
    }

    /// <summary>Sums over all hypotheses.</summary>
    private sealed class Totals
    {
        public long[] Correct { get; } = new long[LongestNgram];

        public long[] All { get; } = new long[LongestNgram];

        public long HypothesisLength { get; private set; }

        public long ReferenceLength { get; private set; }

        public void Add(string[] hypothesis, string[][] references)
        {
            HypothesisLength += hypothesis.Length;

            // Of two that are as close, the shorter.
            ReferenceLength += references.Select(tokens => tokens.Length)
                .MinBy(length => (Math.Abs(length - hypothesis.Length), length));
            Dictionary<string, int>[] wanted = Array.ConvertAll(references, Ngrams);
            foreach ((string ngram, int count) in Ngrams(hypothesis))
            {
                int n = ngram.AsSpan().Count(' ');
                All[n] += count;
                Correct[n] += Math.Min(count, wanted.Max(counts => counts.GetValueOrDefault(ngram)));
            }
        }
    }
}
