namespace NetCompiler;

/// <content>Samples for learning word vectors with negative sampling (Mikolov et al., 2013), by the rules of word2vec.</content>
public static partial class DataSource
{
    /// <summary>
    /// Skip-gram: for each word and each of its neighbours a sample. An input is [word, neighbour, negatives ...], indices of the vocabulary; a
    /// target is [1, 0 ...], whether a word is a neighbour: as many floats as the input has but the first.
    /// </summary>
    /// <param name="corpus">The words.</param>
    /// <param name="window">Most neighbours on either side, at least 1; each word has its own number from 1 to this, drawn alike.</param>
    /// <param name="negatives">
    /// Words that are no neighbours, at least 1: drawn with probabilities in proportion to their occurrences to the power of 3/4, and again where
    /// it is the neighbour itself.
    /// </param>
    /// <param name="subsample">
    /// A word of share f of the corpus is kept with probability (sqrt(f / subsample) + 1) subsample / f, which leaves frequent ones out more often;
    /// 0 to keep all.
    /// </param>
    /// <exception cref="ArgumentException">The corpus has only one word again and again.</exception>
    public static IDataSource SkipGram(WordCorpus corpus, int window = 5, int negatives = 5, double subsample = 1e-3) =>
        WordPairs(corpus, window, negatives, subsample, bags: false);

    /// <summary>
    /// Continuous bag of words: a sample for each word. An input is [neighbours ..., word, negatives ...], indices of the vocabulary, with two times
    /// <paramref name="window"/> places for the neighbours, the last of which are 0 where there are fewer; a target is [1, 0 ...], whether a word
    /// is the one in the middle.
    /// </summary>
    /// <param name="corpus">The words.</param>
    /// <param name="window">As for <see cref="SkipGram"/>.</param>
    /// <param name="negatives">As for <see cref="SkipGram"/>, other words than the one in the middle.</param>
    /// <param name="subsample">As for <see cref="SkipGram"/>.</param>
    /// <exception cref="ArgumentException">The corpus has only one word again and again.</exception>
    public static IDataSource ContinuousBagOfWords(WordCorpus corpus, int window = 5, int negatives = 5, double subsample = 1e-3) =>
        WordPairs(corpus, window, negatives, subsample, bags: true);

    private static WordPairSource WordPairs(WordCorpus corpus, int window, int negatives, double subsample, bool bags)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, 1 << 20);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(negatives, 1 << 20);
        if (!(subsample >= 0 && double.IsFinite(subsample)))
        {
            throw new ArgumentOutOfRangeException(nameof(subsample), subsample, "Expected a finite threshold of at least 0.");
        }

        return corpus.Occurrences.Count(count => count > 0) >= 2 ? new WordPairSource(corpus, window, negatives, subsample, bags)
            : throw new ArgumentException("Expected at least two different words, so that there are negatives.", nameof(corpus));
    }
}
