using System.Buffers.Binary;
using System.Text;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Runtime.Tests.Text;

public sealed class WordVectorsTests : IDisposable
{
    /// <summary>Two axes: royal or not, and male or female.</summary>
    private static readonly WordVectors Royals = new(
        ["king", "queen", "man", "woman", "zero", "stone"],
        [3, 3, 3, -3, 0, 1, 0, -1, 0, 0, -2, 0.5f]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Vectors_are_found_by_word_and_place()
    {
        Assert.Equal((6, 2), (Royals.Count, Royals.Dimensions));
        Assert.Equal([3, -3], Royals["queen"]);
        Assert.Equal([0, 1], Royals[2]);
        Assert.Equal(-1, Royals.IndexOf("Queen"));
        Assert.Equal("There is no vector for 'duke'.", Assert.Throws<KeyNotFoundException>(() => Royals["duke"].Length).Message);
    }

    [Fact]
    public void Neighbours_are_ranked_by_the_cosine()
    {
        Assert.Equal(["man", "queen", "zero"], Royals.Nearest("king", 3).Select(neighbour => neighbour.Word));
        Assert.Equal(Math.Sqrt(0.5), Royals.Nearest("king", 1)[0].Similarity, 6);
        Assert.Equal(0, Royals.Similarity("king", "queen"), 6);
        Assert.Equal(0, Royals.Similarity("king", "zero"), 6);
        Assert.Equal(-1, Royals.Similarity("man", "woman"), 6);
        Assert.Equal(5, Royals.Nearest("king", 100).Count);
        Assert.Equal(["woman", "queen"], Royals.Nearest([0f, -5], 2).Select(neighbour => neighbour.Word));
    }

    [Fact]
    public void Equals_are_ranked_in_the_order_of_the_words()
    {
        var equal = new WordVectors(["a", "b", "c", "d"], [1, 2, 1, 1]);
        Assert.Equal(["b", "c"], equal.Nearest("a", 2).Select(neighbour => neighbour.Word));
    }

    [Fact]
    public void Analogies_are_answered_by_sums_of_directions()
    {
        Assert.Equal("queen", Royals.Analogy("man", "king", "woman", 1)[0].Word);
        AnalogyScore score = Royals.Analogies(
            [("man", "king", "woman", "queen"), ("woman", "queen", "man", "stone"), ("man", "king", "duke", "queen")]);
        Assert.Equal(new AnalogyScore(1, 2, 1), score);
        Assert.Equal(0.5, score.Accuracy);
    }

    /// <summary>Ranks with equals among them, by hand: 1, 2.5, 2.5, 4 against 1, 2, 3, 4 have 4.5 / sqrt(4.5 * 5).</summary>
    [Fact]
    public void Ranks_of_equals_are_shared()
    {
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Spearman([1, 5, 5, 9], [10, 20, 30, 40]), 12);
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 3], [0.5, -1, -1000]), 12);

        // Without equals it is 1 - 6 sum(d^2) / (n (n^2 - 1)).
        Assert.Equal(1 - (6.0 * (0 + 1 + 1 + 4 + 4) / 120), RankCorrelation.Spearman([1, 2, 3, 4, 5], [1, 3, 2, 5.5, 2.5]), 12);
    }

    [Fact]
    public void Judgements_are_compared_and_unknown_pairs_named()
    {
        SimilarityScore score = Royals.Correlation([("king", "man", 9), ("king", "queen", 5), ("man", "woman", 1), ("king", "duke", 8)]);
        Assert.Equal((1, 3), (Math.Round(score.Spearman, 12), score.Pairs));
        Assert.Equal([("king", "duke")], score.Unknown);
        Assert.Throws<ArgumentException>(() => Royals.Correlation([("king", "man", 9)]));
        Assert.Throws<ArgumentException>(() => Royals.Correlation([("king", "man", 9), ("king", "queen", 9)]));
        Assert.Throws<ArgumentException>(() => Royals.Correlation([("king", "man", 9), ("king", "queen", double.NaN)]));
    }

    [Fact]
    public void Reads_what_it_wrote_to_the_last_bit()
    {
        var vectors = new WordVectors(["\u00e4", "b", "\U0001F600"], [0.1f, -1e-30f, 3, float.MaxValue, float.Epsilon, -0f]);
        vectors.SaveText(_folder["v.txt"]);
        vectors.SaveBinary(_folder["v.bin"]);
        foreach (WordVectors read in new[] { WordVectors.LoadText(_folder["v.txt"]), WordVectors.LoadBinary(_folder["v.bin"]) })
        {
            Assert.Equal(vectors.Words, read.Words);
            Assert.All(Enumerable.Range(0, 3), i =>
                Assert.Equal(vectors[i].ToArray().Select(BitConverter.SingleToInt32Bits), read[i].ToArray().Select(BitConverter.SingleToInt32Bits)));
        }
    }

    /// <summary>As word2vec writes: a space behind each value, and in binary a line end behind each vector, which other programs leave out.</summary>
    [Fact]
    public void Reads_what_word2vec_writes()
    {
        var text = WordVectors.LoadText(_folder.Write("v.txt", "2 2\n</s> 0.5 -1 \nthe 1e-3 2 \n"));
        Assert.Equal(["</s>", "the"], text.Words);
        Assert.Equal([0.001f, 2], text["the"]);
        byte[] values = new byte[8];
        BinaryPrimitives.WriteSingleLittleEndian(values, 0.5f);
        byte[] lines = [.. "2 2\n</s> "u8, .. values, 10, .. "the "u8, .. values, 10];
        byte[] run = [.. "2 2\n</s> "u8, .. values, .. "the "u8, .. values];
        Assert.All([lines, run], bytes => Assert.Equal([0.5f, 0], WordVectors.LoadBinary(_folder.Write("v.bin", bytes))["the"]));
    }

    [Theory]
    [InlineData("", "expected a line with the numbers of words and of dimensions, but the file is empty.")]
    [InlineData("2\n", "line 1: expected the numbers of words and of dimensions")]
    [InlineData("0 2\n", "line 1: expected the numbers of words and of dimensions")]
    [InlineData("2000000000 2000000000\na 1\n", "line 1: it promises 2000000000 words")]
    [InlineData("2 3\na 1\n", "line 1: it promises 2 words of 3 dimensions")]
    [InlineData("2 1\na 1.000\n", "line 2: expected another word after this line")]
    [InlineData("1 2\na 1\n  ", "line 2: expected a finite number for value 2 of 2, but found ''.")]
    [InlineData("1 2\na 1 x\n", "line 2: expected a finite number for value 2 of 2, but found 'x'.")]
    [InlineData("1 2\na 1 NaN\n", "line 2: expected a finite number for value 2 of 2, but found 'NaN'.")]
    [InlineData("1 1\na 1 2\n", "line 2: expected 1 values after the word, but there are more.")]
    [InlineData("1 1\na 1\nb 1\n", "line 3: expected the end of the file")]
    [InlineData("2 1\na 1\na 1\n", "line 3: the word 'a' is there a second time.")]
    [InlineData("1 1\n 1\n \n", "line 2: expected a word and its values")]
    public void Damaged_text_is_refused(string text, string problem)
    {
        string path = _folder.Write("v.txt", text);
        Assert.Contains(problem, DamagedFile.AssertRefused(path, () => WordVectors.LoadText(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the line of the numbers of words and dimensions, but the file ends.")]
    [InlineData("x y\n", "line 1: expected the numbers of words and of dimensions")]
    [InlineData("3 1\na 1234b 1234", "line 1: it promises 3 words of 1 dimensions")]
    [InlineData("2 1\na 1234b 123", "byte 15: expected 1 more bytes, but the file ends.")]
    [InlineData("2 1\na 1234long 123", "byte 18: expected 1 more bytes, but the file ends.")]
    [InlineData("1 1\n 1234567", "expected a word, but found none.")]
    [InlineData("2 1\na 1234a 1234", "the word 'a' is there a second time.")]
    [InlineData("1 1\na 1234xy", "expected the end of the file")]
    [InlineData("1 1\na \0\0\u0080\u007f", "expected a finite number for value 1 of 'a', but found Infinity.")]
    public void Damaged_binary_is_refused(string text, string problem)
    {
        string path = _folder.Write("v.bin", Encoding.Latin1.GetBytes(text));
        Assert.Contains(problem, DamagedFile.AssertRefused(path, () => WordVectors.LoadBinary(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_short_words_take_memory_in_proportion()
    {
        // A vector of one value and a word of up to five letters: the least that a word can be.
        var text = new StringBuilder("1000000 1\n");
        for (int i = 0; i < 1_000_000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i:x} 1\n");
        }

        string path = _folder.Write("v.txt", text.ToString());
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            WordVectors.LoadText(path);
        }
        catch (ModelFileException e)
        {
            Assert.Contains("would take more than", e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + (8 * new FileInfo(path).Length));
    }

    [Fact]
    public void Vectors_go_into_an_embedding_and_come_back()
    {
        Parameter matrix = new TableNetwork(rows: 7).Table;
        var vocabulary = new Vocabulary(["king", "duke", "queen"]);
        const int Columns = TableNetwork.Columns;
        var before = new float[matrix.Count];
        matrix.CopyTo(before);
        var vectors = new WordVectors(["queen", "king", "[UNK]", "other"], [.. Enumerable.Range(0, 4 * Columns).Select(i => (float)i)]);
        Assert.Equal(3, vectors.CopyTo(matrix, vocabulary));
        var after = new float[matrix.Count];
        matrix.CopyTo(after);
        Assert.Equal(vectors["[UNK]"].ToArray(), after[Columns..(2 * Columns)]);
        Assert.Equal(vectors["king"].ToArray(), after[(2 * Columns)..(3 * Columns)]);
        Assert.Equal(vectors["queen"].ToArray(), after[(4 * Columns)..(5 * Columns)]);
        foreach (Range kept in new[] { ..Columns, (3 * Columns)..(4 * Columns), (5 * Columns).. })
        {
            Assert.Equal(before[kept], after[kept]);
        }

        var read = WordVectors.FromParameter(matrix, vocabulary);
        Assert.Equal(["[UNK]", "king", "duke", "queen"], read.Words);
        Assert.Equal(vectors["queen"].ToArray(), read["queen"].ToArray());
        Assert.Contains($"expected {Columns + 1} columns", Assert.Throws<ArgumentException>(() =>
            new WordVectors(["a"], new float[Columns + 1]).CopyTo(matrix, vocabulary)).Message, StringComparison.Ordinal);
        var large = new Vocabulary(Enumerable.Range(0, matrix.Shape[0]).Select(i => $"{i}"));
        ArgumentException e = Assert.Throws<ArgumentException>(() => WordVectors.FromParameter(matrix, large));
        Assert.Contains("expected a matrix with a row for each of the", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_set_of_vectors_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordVectors([], []));
        Assert.Throws<ArgumentException>(() => new WordVectors(["a"], []));
        Assert.Throws<ArgumentException>(() => new WordVectors(["a", "b"], new float[3]));
        Assert.Throws<ArgumentException>(() => new WordVectors(["a", "a"], new float[2]));
        Assert.Throws<ArgumentException>(() => new WordVectors(["a", null!], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Royals.Nearest("king", 0));
        Assert.Throws<ArgumentException>(() => Royals.Nearest(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Royals[6].Length);
        Assert.Throws<InvalidOperationException>(() => new WordVectors(["a b"], [1]).SaveText(_folder["v.txt"]));
        Assert.Throws<InvalidOperationException>(() => new WordVectors([""], [1]).SaveBinary(_folder["v.bin"]));
    }

    [Fact]
    public void Human_judgements_and_analogies_are_read_as_they_are()
    {
        if (Repository.Shared("data/embedding-eval") is not { } folder)
        {
            Console.WriteLine("Skipped: ../shared/data/embedding-eval is not there.");
            return;
        }

        string[][] rows = [.. TextLines.FromFile(Path.Combine(folder, "wordsim353-combined.csv")).Skip(1).Select(line => line.Split(','))];
        string[] words = [.. rows.SelectMany(row => row[..2]).Distinct()];

        // Without anything learned, random vectors have no correlation to speak of.
        var random = new Random(1);
        var vectors = new WordVectors(words, [.. Enumerable.Range(0, words.Length * 50).Select(_ => (float)(random.NextDouble() - 0.5))]);
        SimilarityScore score = vectors.Correlation(
            rows.Select(row => (row[0], row[1], double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal((353, 0), (score.Pairs, score.Unknown.Count));
        Assert.InRange(score.Spearman, -0.2, 0.2);
    }
}
