using NetCompiler;

namespace Tagger;

/// <summary>Sentences as numbers: of their words, filled up with padding, and of their tags, filled up with what does not count.</summary>
internal sealed class TaggedText
{
    private readonly Vocabulary _words;
    private readonly string[] _tags;

    /// <param name="train">Says which words and tags there are.</param>
    public TaggedText(IReadOnlyList<Sentence> train)
    {
        _words = Vocabulary.FromTexts(
            train.Select(sentence => string.Join(' ', sentence.Words)), Sizes.Vocabulary, standardize: TextStandardization.None);
        _tags = [.. train.SelectMany(sentence => sentence.Tags).Distinct().Order(StringComparer.Ordinal)];
        if (_tags.Length > Sizes.Tags)
        {
            throw new InvalidDataException($"Expected at most {Sizes.Tags} tags, but there are {_tags.Length}.");
        }
    }

    public string Description => $"{_words.Count} words, {_tags.Length} tags";

    /// <summary>A sample for each sentence. A tag that is new does not count.</summary>
    public Dataset ToDataset(IReadOnlyList<Sentence> sentences)
    {
        float[] inputs = [.. sentences.SelectMany(Words)], targets = new float[inputs.Length];
        Array.Fill(targets, Sizes.NoTag);
        for (int n = 0; n < sentences.Count; n++)
        {
            for (int place = 0; place < Math.Min(Sizes.Length, sentences[n].Tags.Length); place++)
            {
                int tag = Array.BinarySearch(_tags, sentences[n].Tags[place], StringComparer.Ordinal);
                targets[(n * Sizes.Length) + place] = Math.Max(Sizes.NoTag, tag);
            }
        }

        return Dataset.FromArrays(inputs, [Sizes.Length], targets);
    }

    /// <summary>The tags that the network finds.</summary>
    public IEnumerable<string> Tag(SentenceTagger model, Sentence sentence)
    {
        float[] scores = new float[model.OutputFloats];
        model.Predict(Words(sentence), scores);
        return Enumerable.Range(0, Math.Min(Sizes.Length, sentence.Words.Length))
            .Select(place => _tags[Enumerable.Range(0, _tags.Length).MaxBy(tag => scores[(place * Sizes.Tags) + tag])]);
    }

    private float[] Words(Sentence sentence)
    {
        float[] numbers = new float[Sizes.Length];
        for (int place = 0; place < Math.Min(Sizes.Length, sentence.Words.Length); place++)
        {
            numbers[place] = _words.IndexOf(sentence.Words[place]);
        }

        return numbers;
    }
}
