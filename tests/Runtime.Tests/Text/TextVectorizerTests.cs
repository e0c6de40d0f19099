namespace NetCompiler.Runtime.Tests.Text;

public sealed class TextVectorizerTests : IDisposable
{
    private const string Sound =
        "netcompiler vectorizer 1\nmax_tokens 10\nstandardize none\nsplit none\nngrams 1\noutput_mode count\npad_to_max_tokens true\n";

    private static readonly string[] FooBar = ["foo bar", "bar baz", "baz bada boom"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The example of Keras' documentation of TextVectorization.</summary>
    [Fact]
    public void Keras_example_gives_its_indices()
    {
        var vectorizer = new TextVectorizer(maxTokens: 5000, outputSequenceLength: 4);
        vectorizer.Adapt(FooBar);
        Assert.Equal(["", "[UNK]", "baz", "bar", "foo", "boom", "bada"], vectorizer.Vocabulary);
        Assert.Equal([4, 1, 3, 0], vectorizer.Vectorize("foo qux bar"));
        Assert.Equal([1, 2, 0, 0], vectorizer.Vectorize("qux baz"));
    }

    /// <summary>Keras' other example, with the tokens given.</summary>
    [Fact]
    public void A_list_of_tokens_follows_the_special_ones()
    {
        var vectorizer = new TextVectorizer(maxTokens: 5000, outputSequenceLength: 4, vocabulary: new Vocabulary(["earth", "wind", "and", "fire"]));
        Assert.Equal(["", "[UNK]", "earth", "wind", "and", "fire"], vectorizer.Vocabulary);
        Assert.Equal([2, 3, 4, 5], vectorizer.Vectorize("Earth, wind, and fire; and more"));
    }

    [Theory]
    [InlineData(TextStandardization.LowerAndStripPunctuation, "Don't STOP: [a]{b}~c\u00c4", "dont|stop|abc\u00c4")]
    [InlineData(TextStandardization.Lower, "Don't STOP!", "don't|stop!")]
    [InlineData(TextStandardization.StripPunctuation, "Don't STOP!", "Dont|STOP")]
    [InlineData(TextStandardization.None, " Don't\tSTOP!\r\n", "Don't|STOP!")]
    [InlineData(TextStandardization.LowerAndStripPunctuation, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \u2014", "\u2014")]
    [InlineData(TextStandardization.LowerAndStripPunctuation, "a\u00a0b ... c", "a\u00a0b|c")]
    public void Texts_are_standardized_as_Keras_does(TextStandardization standardize, string text, string tokens)
    {
        var vocabulary = Vocabulary.FromTexts([text], standardize: standardize);
        Assert.Equal(tokens.Split('|').Order(StringComparer.Ordinal), vocabulary.Skip(2).Order(StringComparer.Ordinal));
        var vectorizer = new TextVectorizer(standardize: standardize, vocabulary: vocabulary);
        Assert.Equal(tokens.Replace('|', ' '), vocabulary.Text(vectorizer.Indices(text)));
    }

    [Fact]
    public void Characters_are_those_of_Unicode()
    {
        var vectorizer = new TextVectorizer(split: TextSplit.Character);
        vectorizer.Adapt(["Ab\U0001F600a"]);

        // Two of a, and one each of the others: the last by its bytes comes first.
        Assert.Equal(["", "[UNK]", "a", "\U0001F600", "b"], vectorizer.Vocabulary);
        Assert.Equal([3, 4, 1], vectorizer.Indices("\U0001F600Bc!"));
    }

    [Fact]
    public void Without_a_split_a_text_is_a_token()
    {
        var vectorizer = new TextVectorizer(split: TextSplit.None);
        vectorizer.Adapt(["New York", "new york.", "Rome"]);
        Assert.Equal(["", "[UNK]", "new york", "rome"], vectorizer.Vocabulary);
        Assert.Equal([2], vectorizer.Indices("NEW YORK"));
    }

    [Fact]
    public void Ngrams_follow_single_tokens()
    {
        var vectorizer = new TextVectorizer(ngrams: 3);
        vectorizer.Adapt(["a b c"]);
        Assert.Equal(["", "[UNK]", "c", "b c", "b", "a b c", "a b", "a"], vectorizer.Vocabulary);
        Assert.Equal(["a", "b", "c", "a b", "b c", "a b c"], vectorizer.Indices("a b c").Select(index => vectorizer.Vocabulary[index]));
        Assert.Equal([4, 7, 1], vectorizer.Indices("b a"));
        Assert.Equal([4], new TextVectorizer(ngrams: int.MaxValue, vocabulary: vectorizer.Vocabulary).Indices("b"));
    }

    [Fact]
    public void Bags_of_tokens_have_no_padding()
    {
        var hot = new TextVectorizer(outputMode: TextOutputMode.MultiHot);
        hot.Adapt(FooBar);
        Assert.Equal(6, hot.OutputLength);
        Assert.Equal([1, 0, 1, 1, 0, 0], hot.Vectorize("foo qux bar bar"));
        var count = new TextVectorizer(maxTokens: 10, outputMode: TextOutputMode.Count, padToMaxTokens: true, vocabulary: hot.Vocabulary);
        Assert.Equal([2, 0, 3, 1, 0, 0, 0, 0, 0, 0], count.Vectorize("qux foo qux bar bar bar"));
    }

    /// <summary>log(1 + N / (1 + n)) for a token of n among N texts; the mean of all for the unknown one.</summary>
    [Fact]
    public void Rare_tokens_weigh_more_by_Keras_formula()
    {
        var vectorizer = new TextVectorizer(outputMode: TextOutputMode.TfIdf);
        vectorizer.Adapt(["a b a", "a c", "d"]);
        Assert.Equal(["", "[UNK]", "a", "d", "c", "b"], vectorizer.Vocabulary);
        double frequent = Math.Log(1 + (3 / 3.0)), rare = Math.Log(1 + (3 / 2.0));
        float[] weights = vectorizer.Vectorize("x a a d");
        Assert.Equal((frequent + (3 * rare)) / 4, weights[0], 6);
        Assert.Equal(2 * frequent, weights[1], 6);
        Assert.Equal(rare, weights[2], 6);
        Assert.Equal([0, 0], weights[3..]);
    }

    [Theory]
    [InlineData(TextOutputMode.Int, 2)]
    [InlineData(TextOutputMode.Count, 3)]
    public void The_special_tokens_of_the_mode_count_among_the_most(TextOutputMode mode, int learned)
    {
        var vectorizer = new TextVectorizer(maxTokens: 4, outputMode: mode);
        vectorizer.Adapt(FooBar);
        Assert.Equal(["", "[UNK]", .. new[] { "baz", "bar", "foo" }[..learned]], vectorizer.Vocabulary);
    }

    [Fact]
    public void Special_tokens_in_texts_are_not_learned()
    {
        var vectorizer = new TextVectorizer(standardize: TextStandardization.None);
        vectorizer.Adapt(["[UNK] [UNK] a"]);
        Assert.Equal(["", "[UNK]", "a"], vectorizer.Vocabulary);
        Assert.Equal([1, 2], vectorizer.Indices("[UNK] a"));
    }

    [Fact]
    public void Texts_become_a_data_set_as_long_as_the_longest()
    {
        var vectorizer = new TextVectorizer();
        vectorizer.Adapt(FooBar);
        Dataset data = vectorizer.ToDataset(["foo", "bar baz boom", ""], [1, 0, 1]);
        Assert.Equal([3], data.InputShape.ToArray());
        Assert.Equal([4, 0, 0, 3, 2, 5, 0, 0, 0], data.Inputs(0, 3));
        Assert.Equal([1, 0, 1], data.Targets(0, 3));
    }

    [Theory]
    [InlineData(TextOutputMode.Int, TextSplit.Whitespace)]
    [InlineData(TextOutputMode.TfIdf, TextSplit.Character)]
    public void Reads_what_it_wrote(TextOutputMode mode, TextSplit split)
    {
        var vectorizer = new TextVectorizer(
            maxTokens: 50, standardize: TextStandardization.None, split, ngrams: 2, mode,
            outputSequenceLength: mode == TextOutputMode.Int ? 7 : null, padToMaxTokens: mode != TextOutputMode.Int);
        string[] texts = ["a\tb \\n \\ c\nd", "\r\n", "\U0001F600 \u00e4", "a b"];
        vectorizer.Adapt(texts);
        vectorizer.Save(_folder["vectorizer.txt"]);
        var read = TextVectorizer.Load(_folder["vectorizer.txt"]);
        Assert.Equal(vectorizer.Vocabulary, read.Vocabulary);
        Assert.Equal((vectorizer.MaxTokens, vectorizer.OutputMode, vectorizer.OutputLength), (read.MaxTokens, read.OutputMode, read.OutputLength));
        Assert.All(texts, text => Assert.Equal(vectorizer.Vectorize(text), read.Vectorize(text)));
        Assert.Equal(Enumerable.Range(0, read.Vocabulary.Count).Select(vectorizer.Vocabulary.Occurrences),
            Enumerable.Range(0, read.Vocabulary.Count).Select(read.Vocabulary.Occurrences));
    }

    [Theory]
    [InlineData("", "expected 'netcompiler vectorizer 1', but found ''.")]
    [InlineData("netcompiler vectorizer 1\nngrams 1\n", "line 2: expected an empty line after the options, but the file ends.")]
    [InlineData("netcompiler vectorizer 1\nwidth 1\n\n", "but found 'width 1'.")]
    [InlineData("netcompiler vectorizer 1\nngrams 1\nngrams 2\n\n", "but found 'ngrams 2'.")]
    [InlineData("netcompiler vectorizer 1\nstandardize loud\n\n", "standardize before is 'loud'; expected one of lower_and_strip_punctuation")]
    [InlineData("netcompiler vectorizer 1\nstandardize none\nsplit none\nngrams 0\n\n", "'0'; expected a number from 1 to 2147483647.")]
    [InlineData("netcompiler vectorizer 1\nstandardize none\nsplit none\nngrams 1\n\n", "expected a line of output_mode before")]
    [InlineData(Sound + "output_sequence_length 3\n\n", "the options do not fit each other or the vocabulary")]
    [InlineData(Sound + "\na\na\n", "line 10: expected a token that is not there before")]
    [InlineData(Sound + "\n[UNK]\n", "but found '[UNK]'.")]
    [InlineData(Sound + "texts 1\nunknown 0\n\na\t1\n", "line 11: expected a token and two whole numbers")]
    [InlineData(Sound + "texts 1\n\n", "expected a line of unknown before")]
    public void Damaged_files_are_refused(string text, string problem)
    {
        string path = _folder.Write("damaged.txt", text);
        ModelFileException e = DamagedFile.AssertRefused(path, () => TextVectorizer.Load(path));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_setting_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorizer(maxTokens: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorizer(standardize: (TextStandardization)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorizer(split: (TextSplit)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorizer(outputMode: (TextOutputMode)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorizer(ngrams: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorizer(outputSequenceLength: 0));
        Assert.Throws<ArgumentException>(() => new TextVectorizer(outputMode: TextOutputMode.Count, outputSequenceLength: 4));
        Assert.Throws<ArgumentException>(() => new TextVectorizer(maxTokens: 5, padToMaxTokens: true));
        Assert.Throws<ArgumentException>(() => new TextVectorizer(outputMode: TextOutputMode.Count, padToMaxTokens: true));
        Assert.Throws<ArgumentException>(() => new TextVectorizer(maxTokens: 3, vocabulary: new Vocabulary(["a", "b"])));
        Assert.Throws<ArgumentException>(() => new TextVectorizer(outputMode: TextOutputMode.TfIdf, vocabulary: new Vocabulary(["a", "b"])));
        Assert.Throws<InvalidOperationException>(() => new TextVectorizer().Vectorize("a"));
        Assert.Equal("Text 1 is null. (Parameter 'texts')", Assert.Throws<ArgumentException>(() => new TextVectorizer().Adapt(["a", null!])).Message);
        var vectorizer = new TextVectorizer(outputSequenceLength: 3, vocabulary: new Vocabulary(["a"]));
        Assert.Equal("Expected 3 floats for the output, but got 4. (Parameter 'output')",
            Assert.Throws<ArgumentException>(() => vectorizer.Vectorize("a", new float[4])).Message);
        Assert.Throws<ArgumentException>(() => vectorizer.ToDataset(["a"], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => vectorizer.ToDataset([], []));
    }
}
