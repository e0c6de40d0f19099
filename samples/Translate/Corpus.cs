using NetCompiler;

namespace Translate;

/// <summary>Texts with their translations, and the numbers of their words.</summary>
internal sealed class Corpus
{
    private const string StartWord = "[start]", EndWord = "[end]";

    private readonly TextVectorizer _source, _target;

    /// <param name="train">Says which words there are; those that occur once are unknown.</param>
    /// <param name="test">What is to be translated.</param>
    public Corpus(ParallelText train, ParallelText test)
    {
        (Train, Test, References) = (Short(Words(train)), Words(test), test.Targets);
        _source = Vectorizer(Train.Sources, Sizes.SourceWords, Sizes.Length);
        _target = Vectorizer(Train.Targets, Sizes.TargetWords, Sizes.Length + 1);
        (Start, End) = (_target.Vocabulary.IndexOf(StartWord), _target.Vocabulary.IndexOf(EndWord));
    }

    /// <summary>What is learned from; longer texts and translations are left out.</summary>
    public ParallelText Train { get; }

    public ParallelText Test { get; }

    /// <summary>The translations of the test as they were written.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The number of the mark that begins a translation.</summary>
    public int Start { get; }

    /// <summary>The number of the mark that ends a translation.</summary>
    public int End { get; }

    public string Description =>
        $"{Train.Count} texts of {_source.Vocabulary.Count} words, translations of {_target.Vocabulary.Count} words, {Test.Count} texts for the test";

    /// <summary>A folder's files train.de and train.en, and the first whose names begin with test; gzipped or not.</summary>
    public static Corpus Read(string folder)
    {
        return new Corpus(Files("train"), Files("test"));

        ParallelText Files(string part) => ParallelText.FromFiles(FileOf($"{part}*.de*"), FileOf($"{part}*.en*"));

        string FileOf(string pattern) => Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new FileNotFoundException($"Expected a file '{pattern}' in '{folder}', but found none.");
    }

    /// <summary>The numbers of a text and of its translation as far as it is known, and how the latter goes on.</summary>
    public Dataset ToDataset(ParallelText pairs) => pairs.ToDataset(_source, _target);

    /// <summary>The numbers of a text's words.</summary>
    public float[] Numbers(string source) => _source.Vectorize(source);

    /// <summary>A translation's words; unknown ones are left out.</summary>
    public string Text(IEnumerable<int> numbers) =>
        _target.Vocabulary.Text(numbers.Where(number => number != Vocabulary.UnknownIndex));

    /// <summary>Small letters, punctuation as words of its own, and marks around translations.</summary>
    private static ParallelText Words(ParallelText lines) => lines.Select(
        source => Bleu.Tokenize(source, lowercase: true), target => $"{StartWord} {Bleu.Tokenize(target, lowercase: true)} {EndWord}");

    private static ParallelText Short(ParallelText pairs)
    {
        int[] fitting = [.. Enumerable.Range(0, pairs.Count).Where(
            i => Count(pairs.Sources[i]) <= Sizes.Length && Count(pairs.Targets[i]) <= Sizes.Length + 1)];
        return new ParallelText([.. fitting.Select(i => pairs.Sources[i])], [.. fitting.Select(i => pairs.Targets[i])]);
    }

    private static int Count(string words) => words.AsSpan().Count(' ') + 1;

    private static TextVectorizer Vectorizer(IReadOnlyList<string> texts, int words, int length) => new(
        standardize: TextStandardization.None,
        outputSequenceLength: length,
        vocabulary: Vocabulary.FromTexts(texts, words, minCount: 2, TextStandardization.None));
}
