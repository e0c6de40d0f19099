using NetCompiler.Runtime.Tests.Data;

namespace NetCompiler.Runtime.Tests.Text;

public sealed class WordPairTests
{
    /// <summary>Two texts of distinct words, and one of a word that comes often.</summary>
    private static WordCorpus Corpus(params string[] texts) => WordCorpus.FromTexts(texts, Vocabulary.FromTexts(texts));

    private static List<string> Inputs(IDataSource source, WordCorpus corpus, DataPass pass) =>
        [.. source.ReadAll(pass).Inputs.Chunk(source.InputFloats)
            .Select(input => string.Join(' ', input.Select(token => token == 0 ? "-" : corpus.Vocabulary[(int)token])))];

    [Fact]
    public void A_corpus_has_the_known_tokens_of_its_texts()
    {
        var vocabulary = Vocabulary.FromTexts(["a b a", "c"], maxTokens: 4);
        var corpus = WordCorpus.FromTexts(["A, b!", "x y", "a x c"], vocabulary);
        Assert.Equal((3, 2), (corpus.Count, corpus.Texts));
        Assert.Equal(["", "[UNK]", "a", "c"], vocabulary);
        Assert.Equal([0L, 0, 2, 1], WordCorpus.FromTexts(["a b", "a c"], vocabulary).Occurrences);
    }

    [Fact]
    public void With_a_window_of_one_each_word_meets_its_neighbours()
    {
        WordCorpus corpus = Corpus("a b c", "d e", "f");
        IDataSource source = DataSource.SkipGram(corpus, window: 1, negatives: 1, subsample: 0);
        Assert.Equal([3], source.InputShape.ToArray());
        Assert.Equal((2, null), (source.TargetFloats, source.Count));
        Assert.Equal(["a b", "b a", "b c", "c b", "d e", "e d"], Inputs(source, corpus, SourceReading.InOrder).Select(input => input[..3]));
        Assert.All(source.ReadAll(SourceReading.InOrder).Targets.Chunk(2), target => Assert.Equal([1, 0], target));
        IDataSource bags = DataSource.ContinuousBagOfWords(corpus, window: 1, negatives: 2, subsample: 0);
        string[] windows = [.. Inputs(bags, corpus, SourceReading.InOrder).Select(input => input[..5])];
        Assert.Equal(["b - a", "a c b", "b - c", "e - d", "d - e"], windows);
        Assert.Equal([5], bags.InputShape.ToArray());
    }

    [Fact]
    public void Windows_are_drawn_alike_from_one_to_the_largest()
    {
        WordCorpus corpus = Corpus(string.Join(' ', Enumerable.Range(0, 30_000).Select(i => $"{i % 20_000}")));
        IDataSource bags = DataSource.ContinuousBagOfWords(corpus, window: 3, negatives: 1, subsample: 0);
        float[][] inputs = [.. bags.ReadAll(SourceReading.InOrder, 1000).Inputs.Chunk(bags.InputFloats)];
        Assert.Equal(30_000, inputs.Length);
        int[] sizes = [.. inputs.Select(input => input[..6].Count(token => token != 0))];
        Assert.All(new[] { 2, 4, 6 }, size => Assert.InRange(sizes.Count(other => other == size), 9_600, 10_400));
    }

    /// <summary>With a threshold of 0.01 a word of share 0.5 is kept in (sqrt(50) + 1) / 50 of all cases, one of a share below 0.01 always.</summary>
    [Fact]
    public void Frequent_words_are_left_out_by_word2vecs_rule()
    {
        string[] words = [.. Enumerable.Range(0, 20_000).Select(i => i % 2 == 0 ? "the" : $"{i % 9973}")];
        WordCorpus corpus = Corpus(string.Join(' ', words));
        IDataSource bags = DataSource.ContinuousBagOfWords(corpus, window: 1, negatives: 1, subsample: 0.01);
        List<string> inputs = Inputs(bags, corpus, SourceReading.InOrder);
        int frequent = inputs.Count(input => input.Split(' ')[2] == "the");
        double probability = (Math.Sqrt(50) + 1) / 50, deviation = Math.Sqrt(10_000 * probability * (1 - probability));
        Assert.InRange(frequent, (10_000 * probability) - (4 * deviation), (10_000 * probability) + (4 * deviation));
        Assert.Equal(10_000, inputs.Count - frequent);

        // Neighbours are looked for among what is left.
        Assert.Contains(inputs, input => input.Split(' ') is [not "the" and not "-", not "the" and not "-", not "the", _]);
    }

    [Fact]
    public void Negatives_come_by_the_three_quarter_power_and_are_never_the_word()
    {
        // 16, 81 and 1 times: 8, 27 and 1 of 36.
        string text = string.Join(' ', [.. Enumerable.Repeat("b", 81), .. Enumerable.Repeat("a", 16), "c"]);
        WordCorpus corpus = Corpus(text);
        IDataSource source = DataSource.SkipGram(corpus, window: 1, negatives: 400, subsample: 0);
        string[][] inputs = [.. Inputs(source, corpus, SourceReading.InOrder).Select(input => input.Split(' '))];
        Assert.All(inputs, input => Assert.DoesNotContain(input[1], input[2..]));

        // Beside c itself, which "a" precedes, the others share 8 to 27.
        string[] drawn = inputs.Single(input => input[1] == "c")[2..];
        Assert.InRange(drawn.Count(word => word == "b") / 400.0, (27 / 35.0) - 0.09, (27 / 35.0) + 0.09);
        string[] besideB = [.. inputs.Where(input => input[1] == "b").SelectMany(input => input[2..])];
        Assert.InRange(besideB.Count(word => word == "a") / (double)besideB.Length, (8 / 9.0) - 0.01, (8 / 9.0) + 0.01);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pass_depends_on_seed_and_epoch_alone_and_skips(bool bags)
    {
        WordCorpus corpus = Corpus("a b c d a b", "e a f", "g", "a a b c h");
        IDataSource source = bags ? DataSource.ContinuousBagOfWords(corpus, 2, 3, 0.2) : DataSource.SkipGram(corpus, 2, 3, 0.2);
        Assert.Equal(source.ReadAll(SourceReading.Shuffled(1, 2)).Inputs, source.ReadAll(SourceReading.Shuffled(1, 2), batch: 1).Inputs);
        Assert.NotEqual(source.ReadAll(SourceReading.Shuffled(1, 2)).Inputs, source.ReadAll(SourceReading.Shuffled(1, 3)).Inputs);
        Assert.NotEqual(source.ReadAll(SourceReading.Shuffled(1, 2)).Inputs, source.ReadAll(SourceReading.Shuffled(2, 2)).Inputs);
        SourceReading.AssertSkips(source, SourceReading.Shuffled());
        SourceReading.AssertSkips(source, SourceReading.InOrder);
    }

    [Fact]
    public void What_is_no_setting_is_refused()
    {
        WordCorpus corpus = Corpus("a b");
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSource.SkipGram(corpus, window: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSource.SkipGram(corpus, negatives: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSource.ContinuousBagOfWords(corpus, window: int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSource.ContinuousBagOfWords(corpus, subsample: double.NaN));
        Assert.Throws<ArgumentException>(() => DataSource.SkipGram(Corpus("a a")));
        Assert.Throws<ArgumentException>(() => WordCorpus.FromTexts(["x"], new Vocabulary(["a"])));
        Assert.Throws<ArgumentException>(() => WordCorpus.FromTexts([null!], new Vocabulary(["a"])));
    }
}
