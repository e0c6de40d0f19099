namespace NetCompiler.Runtime.Tests.Text;

/// <summary>
/// Scores of these sentences were computed with sacrebleu's rules as published; its own tests' numbers are among them where they need no text.
/// </summary>
public sealed class BleuTests
{
    private static readonly string[] Hypotheses =
    [
        "A grey cat sleeps on the warm roof, as ever.",
        "Two boys, aged 7-9, eat ice-cream for $2.50.",
        "The train left at 10.30; nobody waved!",
        "Rain.",
    ];

    private static readonly string[] References =
    [
        "A grey cat is asleep on the warm roof, as always.",
        "Two boys aged 7-9 are eating ice-cream for $2.50.",
        "The train left at 10.30, and nobody waved.",
        "Rain falls.",
    ];

    private static readonly string[] Others =
    [
        "The grey cat sleeps on a warm roof as ever.",
        "Two boys, 7-9 years old, eat ice cream (for $2.50).",
        "At 10.30 the train left; no one waved!",
        "It rains.",
    ];

    [Fact]
    public void One_reference_gives_the_score_of_sacrebleu()
    {
        BleuScore score = Bleu.Corpus(Hypotheses, References);
        Assert.Equal(48.33915090174551, score.Score, 10);
        Assert.Equal([81.08108108108108, 60.60606060606061, 44.827586206896555, 30.76923076923077], score.Precisions);
        Assert.Equal(0.9473808953395989, score.BrevityPenalty, 12);
        Assert.Equal((37, 39), (score.HypothesisLength, score.ReferenceLength));
        Assert.Equal("BLEU = 48.34 81.1/60.6/44.8/30.8 (BP = 0.947 ratio = 0.949 hyp_len = 37 ref_len = 39)", score.ToString());
    }

    [Fact]
    public void Of_several_references_the_closest_in_length_and_all_n_grams_count()
    {
        BleuScore score = Bleu.Corpus(Hypotheses, [References, Others]);
        Assert.Equal(63.83259162725242, score.Score, 10);
        Assert.Equal((1, 37), (score.BrevityPenalty, score.ReferenceLength));
    }

    /// <summary>sacrebleu's own test: counts 9 7 5 3 of 10 8 6 4, eleven tokens each, score 0.8375922397.</summary>
    [Fact]
    public void Counts_give_the_published_score() => Assert.Equal(83.75922397, BleuScore.Of([9, 7, 5, 3], [10, 8, 6, 4], 11, 11).Score, 8);

    /// <summary>3 of 5, 1 of 4, and then 1/2 of 3 and 1/4 of 2.</summary>
    [Fact]
    public void N_grams_without_a_match_are_smoothed()
    {
        BleuScore score = Bleu.Corpus(["one two three four five"], ["one two six four seven"]);
        Assert.Equal([60, 25, 100 / 6.0, 12.5], score.Precisions);
        Assert.Equal(Math.Pow(60 * 25 * (100 / 6.0) * 12.5, 0.25), score.Score, 10);
    }

    /// <summary>The example of the paper of 2002: of seven times the same word, two are in the reference.</summary>
    [Fact]
    public void A_word_counts_as_often_as_the_reference_has_it() =>
        Assert.Equal(200 / 7.0, Bleu.Corpus(["the the the the the the the"], ["The cat is on the mat"], lowercase: true).Precisions[0], 12);

    [Fact]
    public void Capitals_count_unless_told_otherwise()
    {
        Assert.Equal(100 / 3.0, Bleu.Corpus(["the THE Cat"], ["The the cat sat"]).Precisions[0], 12);
        BleuScore lower = Bleu.Corpus(["the THE Cat"], ["The the cat sat"], lowercase: true);
        Assert.Equal([100, 100, 100, 0], lower.Precisions);
        Assert.Equal(0, lower.Score);
    }

    [Fact]
    public void Empty_hypotheses_have_no_score()
    {
        BleuScore score = Bleu.Corpus(["", ""], ["a b", "c"]);
        Assert.Equal((0, 0, 0, 3), (score.Score, score.BrevityPenalty, score.HypothesisLength, score.ReferenceLength));
        Assert.Equal([0, 0, 0, 0], score.Precisions);
        Assert.Equal(100, Bleu.Corpus(["a b c d"], ["a b c d"]).Score, 10);
    }

    [Theory]
    [InlineData("Hello, world! (3.5-4,000.) it's \"A-B\" 7-up &quot;x&amp;y&lt;z&gt; a_b U.S.A. ...",
        "Hello , world ! ( 3.5 - 4,000 . ) it's \" A-B \" 7 - up \" x & y < z > a _ b U . S . A . . . .")]
    [InlineData("end-\nof line\nnext <skipped>x", "endof line next x")]
    [InlineData("1,5 .5 5. a,b ,, \u00e4.\u00a0\u00fc \u001cz  \n", "1,5 . 5 5 . a , b , , \u00e4 . \u00fc z")]
    [InlineData("", "")]
    public void Texts_are_taken_apart_as_by_13a(string text, string tokens)
    {
        Assert.Equal(tokens, Bleu.Tokenize(text));
        Assert.Equal(tokens.ToLowerInvariant(), Bleu.Tokenize(text, lowercase: true));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("Expected 2 references, one for each hypothesis, but got 1. (Parameter 'references')",
            Assert.Throws<ArgumentException>(() => Bleu.Corpus(["a", "b"], ["a"])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bleu.Corpus([], Array.Empty<string>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bleu.Corpus(["a"], Array.Empty<string[]>()));
        Assert.Throws<ArgumentException>(() => Bleu.Corpus(["a"], new string[] { null! }));
        Assert.Throws<ArgumentNullException>(() => Bleu.Corpus(null!, ["a"]));
    }
}
