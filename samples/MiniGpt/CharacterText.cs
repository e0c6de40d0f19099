using NetCompiler;

namespace MiniGpt;

/// <summary>A text as numbers of its characters: the nine tenths at the beginning train, the rest validates.</summary>
internal sealed class CharacterText
{
    private readonly char[] _characters;
    private readonly int[] _tokens;
    private readonly int _split;

    public CharacterText(string text)
    {
        _characters = [.. text.Distinct().Order()];
        if (_characters.Length > Gpt.Vocabulary || text.Length < 20 * Gpt.Context)
        {
            throw new ArgumentException(
                $"Expected a text of at least {20 * Gpt.Context} characters, of at most {Gpt.Vocabulary} kinds; it has {text.Length}, of "
                    + $"{_characters.Length} kinds.");
        }

        _tokens = Array.ConvertAll(text.ToCharArray(), c => Array.BinarySearch(_characters, c));
        _split = text.Length * 9 / 10;
    }

    /// <summary>Sentences of a small grammar, so that the program runs without a file.</summary>
    public static CharacterText Drawn(int seed)
    {
        var random = new Random(seed);
        string[] who = ["the cat", "a dog", "my aunt", "the moon", "an old king"], does = ["sees", "follows", "sings to", "forgets", "paints"],
            whom = ["the river", "a bird", "the night", "my hat", "a door"];
        string Sentence() => $"{who[random.Next(5)]} {does[random.Next(5)]} {whom[random.Next(5)]}{(random.Next(3) == 0 ? " and sleeps" : "")}.\n";
        return new CharacterText(string.Concat(Enumerable.Range(0, 4000).Select(_ => Sentence())));
    }

    /// <summary>Windows at random places of the training part, each with its successors.</summary>
    public void Draw(Random random, Span<float> inputs, Span<float> targets)
    {
        for (int i = 0; i < inputs.Length; i += Gpt.Context)
        {
            Copy(random.Next(_split - Gpt.Context - 1), inputs.Slice(i, Gpt.Context), targets.Slice(i, Gpt.Context));
        }
    }

    /// <summary>All windows of the validation part, side by side.</summary>
    public (float[] Inputs, float[] Targets) Validation(int most)
    {
        int count = Math.Min(most, (_tokens.Length - _split - 1) / Gpt.Context);
        float[] inputs = new float[count * Gpt.Context], targets = new float[count * Gpt.Context];
        for (int i = 0; i < count; i++)
        {
            Copy(_split + (i * Gpt.Context), inputs.AsSpan(i * Gpt.Context, Gpt.Context), targets.AsSpan(i * Gpt.Context, Gpt.Context));
        }

        return (inputs, targets);
    }

    public int TokenOf(char character) => Math.Max(Array.BinarySearch(_characters, character), 0);

    public string ToText(int[] tokens) => string.Concat(tokens.Select(token => token < _characters.Length ? _characters[token] : '?'));

    private void Copy(int start, Span<float> inputs, Span<float> targets)
    {
        for (int i = 0; i < Gpt.Context; i++)
        {
            (inputs[i], targets[i]) = (_tokens[start + i], _tokens[start + i + 1]);
        }
    }
}
