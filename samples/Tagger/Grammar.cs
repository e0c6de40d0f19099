namespace Tagger;

/// <summary>Sentences of a small grammar. Many of its words are of several kinds: only their neighbours tell which is meant.</summary>
internal sealed class Grammar(int seed)
{
    private static readonly string[] Determiners = ["the", "a", "this", "that", "every", "my", "her"];

    private static readonly string[] Nouns = ["light", "watch", "run", "fish", "play", "plant", "book", "walk", "cook", "river", "garden", "table",
        "engineer", "window", "cold", "dark", "right", "mountain", "letter", "that"];

    private static readonly string[] Verbs = ["light", "watch", "run", "play", "plant", "book", "walk", "cook", "open", "clean", "dry", "like",
        "carry", "find", "warm"];

    private static readonly string[] Adjectives = ["light", "cold", "dark", "open", "clean", "dry", "right", "fast", "hard", "late", "old", "green",
        "warm", "quiet"];

    private static readonly string[] Adverbs = ["fast", "hard", "late", "right", "often", "quietly", "there", "once"];
    private static readonly string[] Prepositions = ["in", "on", "like", "near", "behind", "to", "over", "with"];
    private static readonly string[] Pronouns = ["I", "you", "we", "they", "her", "that", "this"];
    private static readonly string[] Conjunctions = ["and", "but", "while", "that"];

    private readonly Random _random = new(seed);

    /// <summary>One sentence.</summary>
    public Sentence Draw()
    {
        var words = new List<(string Word, string Tag)>();
        Clause(words);
        while (_random.Next(3) == 0 && words.Count < 20)
        {
            Add(words, Conjunctions, "conj");
            Clause(words);
        }

        words.Add((_random.Next(4) == 0 ? "!" : ".", "end"));
        return new Sentence([.. words.Select(word => word.Word)], [.. words.Select(word => word.Tag)]);
    }

    private void Clause(List<(string, string)> words)
    {
        Thing(words);
        if (_random.Next(4) == 0)
        {
            Add(words, ["will", "can", "must", "did"], "aux");
        }

        Add(words, Verbs, "verb");
        if (_random.Next(3) > 0)
        {
            Thing(words);
        }

        if (_random.Next(3) == 0)
        {
            Add(words, Adverbs, "adv");
        }

        if (_random.Next(3) == 0)
        {
            Add(words, Prepositions, "prep");
            Thing(words);
        }
    }

    private void Thing(List<(string, string)> words)
    {
        if (_random.Next(4) == 0)
        {
            Add(words, Pronouns, "pron");
            return;
        }

        Add(words, Determiners, "det");
        while (_random.Next(3) == 0)
        {
            Add(words, Adjectives, "adj");
        }

        Add(words, Nouns, "noun");
    }

    private void Add(List<(string, string)> words, string[] choices, string tag) => words.Add((choices[_random.Next(choices.Length)], tag));
}
