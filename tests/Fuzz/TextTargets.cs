using System.Text;

namespace NetCompiler.Fuzz;

/// <summary>Every reader of text.</summary>
internal static class TextTargets
{
    public static IEnumerable<FuzzTarget> All(ScratchFolder folder) =>
    [
        VocabularyFile(folder),
        Vectorizer(folder),
        Labelled(folder),
        Parallel(folder),
        VectorsAsText(folder),
        VectorsAsBytes(folder),
    ];

    private static WordVectors Vectors => new(["</s>", "the", "\u00e4", "\U0001F600"], [.. Enumerable.Range(0, 20).Select(i => i / 7f)]);

    private static FuzzTarget VocabularyFile(ScratchFolder folder) => new(
        "vocabulary",
        bytes => Vocabulary.Load(folder.Write("vocabulary", bytes)),
        Texts(
            Encoding.UTF8.GetString(folder.Made("a", path => Vocabulary.FromTexts(["a b a", "a\tb \\"], split: TextSplit.Character).Save(path))),
            "the\nof\nand\n",
            string.Concat(Enumerable.Range(0, 500).Select(i => $"token{i}\n"))))
    {
        Words = ["netcompiler vocabulary 1\n", "texts 3\n", "unknown 1\n", "\n\n", "\t1\t1\n", "[UNK]", "\\n", "\\"],
    };

    private static FuzzTarget Vectorizer(ScratchFolder folder)
    {
        var vectorizer = new TextVectorizer(maxTokens: 20, ngrams: 2, outputMode: TextOutputMode.TfIdf, padToMaxTokens: true);
        vectorizer.Adapt(["a b c", "b c", "d"]);
        return new FuzzTarget(
            "vectorizer",
            bytes => TextVectorizer.Load(folder.Write("vectorizer", bytes)),
            Texts(Encoding.UTF8.GetString(folder.Made("v", path => vectorizer.Save(path)))))
        {
            Words = ["max_tokens 3\n", "standardize none\n", "split none\n", "ngrams 9\n", "output_mode int\n", "output_sequence_length 4\n",
                "pad_to_max_tokens false\n", "texts 3\n", "\n\n", "\t1\t1\n"],
        };
    }

    private static FuzzTarget Labelled(ScratchFolder folder) => new(
        "labelled-text",
        bytes => LabelledText.FromFile(folder.Write("labelled", bytes), ' ', bytes.Length % 2 == 0 ? null : ["0", "1", "DESC:def"]),
        Texts("0 what is an atom\n1 who was it ?\n\n0 x\r\n", string.Concat(Enumerable.Range(0, 100).Select(i => $"{i % 2} word{i} and\tmore\n"))))
    {
        Words = [" ", "\n", "\r\n", "DESC:def ", "\ufeff", "\u00e4", "0 "],
    };

    private static FuzzTarget Parallel(ScratchFolder folder)
    {
        string other = folder.Write("other", "a\nb\nc\n"u8.ToArray());
        return new FuzzTarget(
            "parallel-text",
            bytes => ParallelText.FromFiles(folder.Write("parallel", bytes), other),
            Texts("ein Haus\nzwei H\u00e4user\n\n", "1\n2\n3"));
    }

    private static FuzzTarget VectorsAsText(ScratchFolder folder) => new(
        "word-vectors-text",
        bytes => WordVectors.LoadText(folder.Write("vectors.txt", bytes)),
        Texts(
            Encoding.UTF8.GetString(folder.Made("t", path => Vectors.SaveText(path))),
            "200 1\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"w{i} 1\n"))))
    {
        Words = ["1 1\n", " ", "NaN", "1e39", "Infinity", "\n", "\r\n", "the 0 0 0 0 0\n"],
    };

    private static FuzzTarget VectorsAsBytes(ScratchFolder folder) => new(
        "word-vectors-binary",
        bytes => WordVectors.LoadBinary(folder.Write("vectors.bin", bytes)),
        new FuzzForm([folder.Made("b", path => Vectors.SaveBinary(path))]),
        new FuzzForm([folder.Made("b", path => Vectors.SaveBinary(path))[4..]], vectors => [.. "4 5\n"u8, .. vectors]))
    {
        Words = ["1 1\n", "4 5\n", " ", "\n", "2000000000 1\n"],
    };

    /// <summary>Texts as they are; and gzipped, damaged before or behind that.</summary>
    private static FuzzForm[] Texts(params string[] texts)
    {
        byte[][] files = [.. texts.Select(Encoding.UTF8.GetBytes)];
        return [new FuzzForm(files), new FuzzForm([.. files.Select(Targets.Gzip)]), new FuzzForm(files, Targets.Gzip)];
    }
}
