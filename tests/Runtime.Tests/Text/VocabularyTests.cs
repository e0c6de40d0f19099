using System.IO.Compression;
using System.Text;

namespace NetCompiler.Runtime.Tests.Text;

public sealed class VocabularyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frequent_tokens_come_first_and_of_equals_the_last_by_bytes()
    {
        // In UTF-16 the pair of the emoji is below U+FFFD, in UTF-8 above it.
        var vocabulary = Vocabulary.FromTexts(["a \ufffd \U0001F600 b b ab"]);
        Assert.Equal(["", "[UNK]", "b", "\U0001F600", "\ufffd", "ab", "a"], vocabulary);
        Assert.Equal(7, vocabulary.Count);
        Assert.Equal(3, vocabulary.IndexOf("\U0001F600"));
        Assert.Equal(Vocabulary.UnknownIndex, vocabulary.IndexOf("c"));
        Assert.Equal(Vocabulary.PaddingIndex, vocabulary.IndexOf(""));
        Assert.False(vocabulary.Contains("[UNK]"));
        Assert.True(vocabulary.Contains("ab"));
    }

    [Fact]
    public void Occurrences_are_counted_and_rare_tokens_are_unknown()
    {
        var vocabulary = Vocabulary.FromTexts(["a a b", "a c b", "d"], minCount: 2);
        Assert.Equal(["", "[UNK]", "a", "b"], vocabulary);
        Assert.Equal([0L, 2, 3, 2], Enumerable.Range(0, 4).Select(vocabulary.Occurrences));
        Assert.Equal(3, vocabulary.Texts);
        Assert.Equal(["", "[UNK]", "a"], Vocabulary.FromTexts(["a a b"], maxTokens: 3));
        Assert.Throws<InvalidOperationException>(() => new Vocabulary(["a"]).Occurrences(2));
        Assert.Null(new Vocabulary(["a"]).Texts);
    }

    [Fact]
    public void Indices_become_a_text_again() =>
        Assert.Equal("fire [UNK] earth", new Vocabulary(["earth", "fire"]).Text([3, 1, 2, 0, 0]));

    [Fact]
    public void Reads_what_it_wrote_with_and_without_counts()
    {
        Vocabulary[] vocabularies = [new(["x", "a\\tb", "#", "\t", "texts 1"]), Vocabulary.FromTexts(["a b a"]), new([])];
        foreach (Vocabulary vocabulary in vocabularies)
        {
            vocabulary.Save(_folder["v.txt"]);
            var read = Vocabulary.Load(_folder["v.txt"]);
            Assert.Equal(vocabulary, read);
            Assert.Equal(vocabulary.Texts, read.Texts);
        }
    }

    [Theory]
    [InlineData("earth\nwind\r\nand\tfire", "earth|wind|and\tfire")]
    [InlineData("\n[UNK]\nearth\n", "earth")]
    [InlineData("\ufeff\\n\n", "\\n")]
    [InlineData("", "")]
    public void A_list_of_tokens_is_read_as_Keras_writes_it(string text, string tokens)
    {
        string[] expected = tokens.Length == 0 ? [] : tokens.Split('|');
        Assert.Equal(["", "[UNK]", .. expected], Vocabulary.Load(_folder.Write("list.txt", text)));
        Assert.Equal(["", "[UNK]", .. expected], Vocabulary.Load(_folder.Write("list.gz", Gzip(text))));
    }

    [Fact]
    public void Files_that_are_no_vocabulary_are_refused()
    {
        string path = _folder.Write("twice.txt", "a\nb\na\n");
        Assert.Equal($"{path}: line 3: expected a token that is not there before, other than '' and '[UNK]', but found 'a'.",
            DamagedFile.AssertRefused(path, () => Vocabulary.Load(path)).Message);
        path = _folder.Write("long.txt", new string('x', (1 << 20) + 1));
        Assert.Contains("line 1: expected at most 1048576 characters", Assert.Throws<ModelFileException>(() => Vocabulary.Load(path)).Message,
            StringComparison.Ordinal);
        byte[] packed = Gzip(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")));
        path = _folder.Write("cut.gz", packed[..^30]);
        DamagedFile.AssertRefused(path, () => Vocabulary.Load(path));
        packed[40] ^= 0x55;
        path = _folder.Write("damaged.gz", packed);
        DamagedFile.AssertRefused(path, () => Vocabulary.Load(path));
    }

    [Fact]
    public void What_is_no_vocabulary_is_refused()
    {
        Assert.Equal("Token 1 is 'a'; expected distinct tokens other than '' and '[UNK]'. (Parameter 'tokens')",
            Assert.Throws<ArgumentException>(() => new Vocabulary(["a", "a"])).Message);
        Assert.Throws<ArgumentException>(() => new Vocabulary(["a", null!]));
        Assert.Throws<ArgumentException>(() => new Vocabulary(["[UNK]"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.FromTexts([], maxTokens: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.FromTexts([], minCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["a"])[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["a"]).Text([-1]));
    }

    internal static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var stream = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
