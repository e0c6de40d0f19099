using System.Text;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Runtime.Tests.Text;

public sealed class TextReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_a_class_and_a_text_a_line()
    {
        string path = _folder.Write("a.tsv", "sport\ta ball\tand a goal\r\n\nnews\tan election\nsport\t\n");
        foreach (string file in new[] { path, _folder.Write("a.tsv.gz", VocabularyTests.Gzip(File.ReadAllText(path))) })
        {
            var read = LabelledText.FromFile(file);
            Assert.Equal(["news", "sport"], read.ClassNames);
            Assert.Equal(["a ball\tand a goal", "an election", ""], read.Texts);
            Assert.Equal([1, 0, 1], read.Labels);
        }

        Assert.Equal([0, 1, 0], LabelledText.FromFile(path, classNames: ["sport", "news", "weather"]).Labels);
    }

    [Fact]
    public void Another_encoding_is_read_where_it_is_named()
    {
        string path = _folder.Write("latin.txt", [.. "1 caf"u8, 0xe9]);
        Assert.Equal(["caf\u00e9"], LabelledText.FromFile(path, ' ', encoding: Encoding.Latin1).Texts);
        Assert.Equal(["caf\ufffd"], LabelledText.FromFile(path, ' ').Texts);
    }

    [Fact]
    public void Texts_become_a_data_set()
    {
        var read = LabelledText.FromFile(_folder.Write("a.txt", "0 a b\n1 b c b\n"), ' ');
        var vectorizer = new TextVectorizer(outputSequenceLength: 4);
        vectorizer.Adapt(read.Texts);
        Dataset data = read.ToDataset(vectorizer);
        Assert.Equal([4, 2, 0, 0, 2, 3, 2, 0], data.Inputs(0, 2));
        Assert.Equal([0, 1], data.Targets(0, 2));
    }

    [Theory]
    [InlineData("a\n", "line 1: expected a class, ' ' and a text, but found 'a'.")]
    [InlineData("1 a\n b\n", "line 2: expected a class, ' ' and a text, but found ' b'.")]
    [InlineData("1 a\n3 b\n", "line 2: expected a class of 1, 2, but found '3'.")]
    [InlineData("\n\n", "expected at least one text, but found none.")]
    public void Damaged_files_are_refused(string text, string problem)
    {
        string path = _folder.Write("a.txt", text);
        ModelFileException e = DamagedFile.AssertRefused(path, () => LabelledText.FromFile(path, ' ', ["1", "2"]));
        Assert.EndsWith(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_has_a_sub_folder_for_each_class()
    {
        string root = Directory.CreateDirectory(_folder["set"]).FullName;
        (string, string)[] files = [("pos/2.txt", "good\nfilm"), ("pos/10.txt", "fine"), ("neg/1.txt", "bad"), ("neg/notes.md", "-")];
        foreach ((string name, string text) in files)
        {
            Directory.CreateDirectory(Path.Combine(root, Path.GetDirectoryName(name)!));
            File.WriteAllText(Path.Combine(root, name), text);
        }

        var read = LabelledText.FromFolder(root);
        Assert.Equal(["neg", "pos"], read.ClassNames);
        Assert.Equal(["bad", "fine", "good\nfilm"], read.Texts);
        Assert.Equal([0, 1, 1], read.Labels);
        Assert.Equal([1, 0, 0], LabelledText.FromFolder(root, ["pos", "neg"]).Labels.Reverse());
        Assert.Contains("expected a sub-folder 'meh'", Assert.Throws<ModelFileException>(() => LabelledText.FromFolder(root, ["pos", "meh"])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => LabelledText.FromFolder(root, pattern: "*.none"));
        Assert.Throws<DirectoryNotFoundException>(() => LabelledText.FromFolder(_folder["nowhere"]));
    }

    [Fact]
    public void Parallel_files_have_as_many_lines()
    {
        string german = _folder.Write("a.de", "Ein Haus.\n\nZwei\u2028Katzen.");
        string english = _folder.Write("a.en.gz", VocabularyTests.Gzip("A house.\n\nTwo cats.\n"));
        var pairs = ParallelText.FromFiles(german, english);
        Assert.Equal(3, pairs.Count);
        Assert.Equal(["Ein Haus.", "", "Zwei\u2028Katzen."], pairs.Sources);
        Assert.Equal(["A house.", "", "Two cats."], pairs.Targets);
        string shorter = _folder.Write("b.en", "A house.\n");
        Assert.EndsWith($"expected 3 lines, one for each of {german}, but found 1.",
            DamagedFile.AssertRefused(shorter, () => ParallelText.FromFiles(german, shorter)).Message, StringComparison.Ordinal);
        string empty = _folder.Write("empty", "");
        DamagedFile.AssertRefused(empty, () => ParallelText.FromFiles(empty, empty));
    }

    [Fact]
    public void Pairs_become_samples_of_a_decoder()
    {
        ParallelText pairs = new ParallelText(["ein Haus", "Haus"], ["a house", "house"]).Select(text => text, text => $"[start] {text} [end]");
        var source = new TextVectorizer(outputSequenceLength: 3, vocabulary: new Vocabulary(["ein", "haus"]));
        var target = new TextVectorizer(standardize: TextStandardization.Lower, outputSequenceLength: 5,
            vocabulary: new Vocabulary(["[start]", "[end]", "a", "house"]));
        Dataset data = pairs.ToDataset(source, target);
        Assert.Equal([7], data.InputShape.ToArray());
        Assert.Equal([2, 3, 0, 2, 4, 5, 3, 3, 0, 0, 2, 5, 3, 0], data.Inputs(0, 2));
        Assert.Equal([4, 5, 3, 0, 5, 3, 0, 0], data.Targets(0, 2));
        Assert.Throws<ArgumentException>(() => pairs.ToDataset(source, new TextVectorizer(outputSequenceLength: 1)));
        Assert.Throws<ArgumentException>(() => pairs.ToDataset(new TextVectorizer(), target));
        Assert.Throws<ArgumentException>(() => new ParallelText(["a", "b"], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParallelText([], []));
        Assert.Throws<ArgumentException>(() => pairs.Select(text => text, _ => null!));
    }

    [Fact]
    public void Lines_are_read_anew_each_time()
    {
        IEnumerable<string> lines = TextLines.FromFile(_folder.Write("a.txt", "one\r\ntwo\rtwo\n\nthree"));
        Assert.Equal(["one", "two\rtwo", "", "three"], lines);
        Assert.Equal(4, lines.Count());
        Assert.Throws<FileNotFoundException>(() => TextLines.FromFile(_folder["nowhere"]).First());
        Assert.Throws<ArgumentNullException>(() => TextLines.FromFile(null!));
    }

    /// <summary>A line of one letter is an object of 24 bytes: many of them are refused rather than read.</summary>
    [Fact]
    public void Files_of_the_shortest_lines_take_memory_in_proportion()
    {
        string path = _folder.Write("short.txt", new StringBuilder().Insert(0, "a\n", 4_000_000).ToString());
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFileException e = Assert.Throws<ModelFileException>(() => ParallelText.FromFiles(path, path));
        Assert.Contains("would take more than", e.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + (8 * new FileInfo(path).Length));
    }

    [Fact]
    public void What_is_no_setting_is_refused()
    {
        string path = _folder.Write("a.txt", "1 a\n");
        Assert.Throws<ArgumentException>(() => LabelledText.FromFile(path, ' ', ["1", "1"]));
        Assert.Throws<ArgumentException>(() => LabelledText.FromFile(path, ' ', [""]));
        Assert.Throws<ArgumentException>(() => LabelledText.FromFile(path, ' ', [null!]));
        Assert.Throws<ArgumentNullException>(() => LabelledText.FromFile(null!));
        Assert.Equal("Label 1 is 2; expected 0 to 1. (Parameter 'labels')",
            Assert.Throws<ArgumentException>(() => new LabelledText(["a", "b"], [0, 2], ["x", "y"])).Message);
        Assert.Throws<ArgumentException>(() => new LabelledText(["a", "b"], [0], ["x", "y"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelledText([], [], ["x"]));
        Assert.Throws<ArgumentNullException>(() => LabelledText.FromFile(path, ' ').ToDataset(null!));
    }

    [Fact]
    public void The_questions_of_TREC_are_read()
    {
        if (Repository.Shared("data/text-trec") is not { } folder)
        {
            Console.WriteLine("Skipped: ../shared/data/text-trec is not there.");
            return;
        }

        var train = LabelledText.FromFile(Path.Combine(folder, "TREC.train.all"), ' ', encoding: Encoding.Latin1);
        var test = LabelledText.FromFile(Path.Combine(folder, "TREC.test.all"), ' ', train.ClassNames);
        Assert.Equal((5452, 500), (train.Count, test.Count));
        Assert.Equal(["0", "1", "2", "3", "4", "5"], train.ClassNames);
    }

    [Fact]
    public void The_captions_of_Multi30k_are_read_and_bucketed()
    {
        if (Repository.Shared("data/multi30k") is not { } folder)
        {
            Console.WriteLine("Skipped: ../shared/data/multi30k is not there.");
            return;
        }

        var pairs = ParallelText.FromFiles(Path.Combine(folder, "train.de.gz"), Path.Combine(folder, "train.en.gz"));
        Assert.Equal(29_000, pairs.Count);
        var vectorizer = new TextVectorizer(maxTokens: 8000, standardize: TextStandardization.Lower, outputSequenceLength: 40);
        vectorizer.Adapt(pairs.Sources);
        IDataSource source = vectorizer.ToDataset(pairs.Sources, new int[pairs.Count]).BucketByLength(64);
        using ISampleReader reader = source.Read(new DataPass(1, 0, true));
        var inputs = new float[64 * 40];
        long real = 0, computed = 0;
        while (reader.Read(inputs, new float[64], 64) is int read and > 0)
        {
            int[] lengths = [.. inputs.Chunk(40).Take(read).Select(row => row.Count(value => value != 0))];
            real += lengths.Sum();
            computed += read * lengths.Max();
        }

        Assert.InRange(computed / (double)real, 1, 1.05);
    }
}
